-- grain: one row per person with several leads
with final as (
    select cast(person_id as varchar) as person_id
    from int_lead
    group by person_id
    having count(*) > 1
)

select * from final
