-- grain: one row per entity, stage entered and instant
with ranked as (
    select
        *,
        row_number() over (
            partition by entity, entity_id, to_stage, changed_at
            order by pulled_at desc, from_stage, pipeline, from_pipeline, changed_by
        ) as recency
    from stage_change
),

local_time as (
    select
        ranked.*,
        date_add('minute', coalesce(stg_zone.offset_minutes, 0), ranked.changed_at) as changed_local
    from ranked
    left join stg_zone on ranked.changed_at >= stg_zone.from_utc and ranked.changed_at < stg_zone.to_utc
    where ranked.recency = 1
),

final as (
    select
        cast(source as varchar) as source,
        cast(account as varchar) as account,
        cast(entity as varchar) as entity,
        cast(entity_id as varchar) as entity_id,
        cast(changed_local as timestamp(3)) as changed_local,
        cast(date_format(changed_local, '%Y-%m') as varchar) as month,
        cast(pipeline as varchar) as pipeline,
        cast(coalesce(from_pipeline, pipeline) as varchar) as from_pipeline,
        cast(from_stage as varchar) as from_stage,
        cast(to_stage as varchar) as to_stage
    from local_time
)

select * from final
