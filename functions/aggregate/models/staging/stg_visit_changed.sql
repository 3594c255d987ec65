-- grain: one row per visit of which the records hold several versions
with final as (
    select cast(visit_id as varchar) as visit_id
    from visit
    group by visit_id
    having count(*) > 1
)

select * from final
