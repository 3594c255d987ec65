-- grain: one row per entry into a CRM stage, read by the agreement of its day; lead_id where the entity belongs to a lead.
-- is_own: not of a card that was merged into it
with told as (
    select source, entity, entity_id, changed_local, month, pipeline, to_stage from stg_stage_change
    union all
    select source, entity, entity_id, changed_local, month, pipeline, to_stage from int_first_stage
),

changes as (
    select
        told.*,
        coalesce(map_merge.survivor_id, told.entity_id) as survivor_id
    from told
    left join map_merge on map_merge.entity = told.entity and map_merge.id = told.entity_id
),

final as (
    select
        cast(changes.entity as varchar) as entity,
        cast(changes.survivor_id as varchar) as entity_id,
        cast(
            case when changes.entity = 'lead' then changes.survivor_id else int_deal_link.lead_id end as varchar
        ) as lead_id,
        cast(int_month.agreement as varchar) as agreement,
        cast(changes.changed_local as timestamp(3)) as entered_at,
        cast(changes.survivor_id = changes.entity_id as boolean) as is_own,
        cast(changes.to_stage as varchar) as crm_stage,
        cast(map_stage.stage as varchar) as stage,
        cast(map_stage.outcome as varchar) as outcome,
        cast(map_stage.position as bigint) as position
    from changes
    inner join int_month on int_month.month = changes.month
    inner join map_stage
        on map_stage.agreement = int_month.agreement and map_stage.source = changes.source
        and coalesce(map_stage.pipeline, '') = coalesce(changes.pipeline, '')
        and map_stage.crm_stage = changes.to_stage
    left join int_deal_link on changes.entity = 'deal' and int_deal_link.deal_id = changes.survivor_id
)

select * from final
