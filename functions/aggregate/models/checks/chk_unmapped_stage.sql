-- rows: CRM stages that no agreement maps; they are counted as open leads
with final as (
    select
        cast(source as varchar) as source,
        cast(pipeline as varchar) as pipeline,
        cast(crm_stage as varchar) as crm_stage,
        cast(count(*) as bigint) as agreements
    from map_stage
    where not is_mapped
    group by source, pipeline, crm_stage
)

select * from final
