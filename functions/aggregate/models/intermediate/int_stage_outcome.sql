-- grain: one row per entity with a history: when it was won or lost for good. Won, taken back and won again is won the second time.
-- What became of a card that was merged into it counts only where it has no history of its own
with lasts as (
    select entity, entity_id, max(entered_at) as unwon_at
    from int_stage_entry
    where outcome <> 'won' and coalesce(is_own, true)
    group by entity, entity_id
),

entries as (
    select
        int_stage_entry.entity,
        int_stage_entry.entity_id,
        int_stage_entry.outcome,
        int_stage_entry.entered_at,
        coalesce(int_stage_entry.is_own, true) as is_own,
        lasts.unwon_at is null or int_stage_entry.entered_at >= lasts.unwon_at as is_for_good
    from int_stage_entry
    left join lasts on lasts.entity = int_stage_entry.entity and lasts.entity_id = int_stage_entry.entity_id
),

final as (
    select
        cast(entity as varchar) as entity,
        cast(entity_id as varchar) as entity_id,
        cast(
            coalesce(
                min(case when outcome = 'won' and is_own and is_for_good then entered_at end),
                max(case when outcome = 'won' and is_own then entered_at end),
                max(case when outcome = 'won' then entered_at end)
            ) as timestamp(3)
        ) as won_at,
        cast(
            coalesce(
                max(case when outcome = 'lost' and is_own then entered_at end),
                max(case when outcome = 'lost' then entered_at end)
            ) as timestamp(3)
        ) as lost_at
    from entries
    group by entity, entity_id
)

select * from final
