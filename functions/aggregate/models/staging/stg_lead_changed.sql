-- grain: one row per lead of which the records hold several versions
with final as (
    select cast(lead_id as varchar) as lead_id
    from lead
    group by lead_id
    having count(*) > 1
)

select * from final
