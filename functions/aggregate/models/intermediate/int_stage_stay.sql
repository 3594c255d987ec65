-- grain: one row per entity and stay in a stage of our funnel; CRM stages of one stage make one stay. Lost ends a stay
with moves as (
    select
        entity,
        entity_id,
        lead_id,
        agreement,
        stage,
        position,
        outcome = 'lost' as is_lost,
        entered_at,
        lag(stage) over (partition by entity, entity_id order by entered_at, position, crm_stage) as previous_stage,
        lag(outcome) over (partition by entity, entity_id order by entered_at, position, crm_stage) as previous_outcome
    from int_stage_entry
),

stays as (
    select
        entity,
        entity_id,
        lead_id,
        agreement,
        stage,
        position,
        is_lost,
        entered_at,
        lead(entered_at) over (partition by entity, entity_id order by entered_at, position, stage) as left_at
    from moves
    where previous_stage is null or previous_stage <> stage or is_lost or previous_outcome = 'lost'
),

final as (
    select
        cast(entity as varchar) as entity,
        cast(entity_id as varchar) as entity_id,
        cast(lead_id as varchar) as lead_id,
        cast(agreement as varchar) as agreement,
        cast(stage as varchar) as stage,
        cast(position as bigint) as position,
        cast(entered_at as timestamp(3)) as entered_at,
        cast(left_at as timestamp(3)) as left_at
    from stays
    where not is_lost
)

select * from final
