-- grain: one row per entity and stay in a stage; hours by the wall clock, working minutes by the calendar of the stage's owner
with final as (
    select
        cast(stays.entity as varchar) as entity,
        cast(stays.entity_id as varchar) as entity_id,
        cast(stays.stage as varchar) as stage,
        cast(stays.position as bigint) as position,
        cast(stays.entered_at as timestamp(3)) as entered_at,
        cast(stays.left_at as timestamp(3)) as left_at,
        cast(cast(date_diff('minute', stays.entered_at, stays.left_at) as double) / 60e0 as double) as hours,
        cast(floor(cast(times.seconds as double) / 60e0) as bigint) as working_minutes,
        cast(stays.lead_id as varchar) as lead_id
    from int_stage_stay as stays
    left join int_interval_time as times
        on times.kind = 'stage' and times.entity = stays.entity and times.entity_id = stays.entity_id
        and times.name = stays.stage and times.started_at = stays.entered_at
)

select * from final
