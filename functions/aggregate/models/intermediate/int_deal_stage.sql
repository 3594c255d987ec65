-- grain: one row per deal: where it stands, and when its history says that it was won or lost.
-- A deal without a stage or a history of its own reads those of its lead.
with final as (
    select
        cast(int_deal.deal_id as varchar) as deal_id,
        cast(case when int_deal.crm_stage is null then coalesce(int_lead.stage, 'lead') else map_stage.stage end as varchar) as stage,
        cast(
            coalesce(case when int_deal.crm_stage is null then int_lead.outcome else map_stage.outcome end, 'open') as varchar
        ) as outcome,
        cast(
            coalesce(case when int_deal.crm_stage is null then int_lead.position else map_stage.position end, 0) as bigint
        ) as position,
        cast(int_deal.crm_stage is not null or int_lead.crm_stage is not null as boolean) as has_stage,
        cast(
            case when own_history.entity_id is null then lead_history.won_at else own_history.won_at end as timestamp(3)
        ) as won_entry_at,
        cast(
            case when own_history.entity_id is null then lead_history.lost_at else own_history.lost_at end as timestamp(3)
        ) as lost_entry_at
    from int_deal
    cross join int_now
    left join map_stage
        on map_stage.agreement = int_now.agreement and map_stage.source = int_deal.source
        and coalesce(map_stage.pipeline, '') = coalesce(int_deal.pipeline, '') and map_stage.crm_stage = int_deal.crm_stage
    left join int_lead on int_lead.lead_id = int_deal.lead_id
    left join int_stage_outcome as own_history on own_history.entity = 'deal' and own_history.entity_id = int_deal.deal_id
    left join int_stage_outcome as lead_history on lead_history.entity = 'lead' and lead_history.entity_id = int_deal.lead_id
)

select * from final
