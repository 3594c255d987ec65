-- grain: one row per lead, stage and basis by which the lead is known to have come as far as the stage's position.
-- Positions are those of the lead's own agreement. Won by stage but not by the agreement's rule counts as far as the stage before.
with reaches as (
    select lead_id, 'history' as basis, stage, position, outcome, entered_at
    from int_stage_entry
    where lead_id is not null and outcome <> 'lost'
    union all
    select lead_id, 'current' as basis, stage, position, outcome, cast(null as timestamp(3)) as entered_at
    from int_lead
    union all
    select int_deal.lead_id, 'current' as basis, int_deal_stage.stage, int_deal_stage.position, int_deal_stage.outcome,
        cast(null as timestamp(3)) as entered_at
    from int_deal
    inner join int_deal_stage on int_deal_stage.deal_id = int_deal.deal_id
    where int_deal.lead_id is not null
    union all
    select int_lead_contact.lead_id, 'history' as basis, 'contact' as stage, dim_stage.position, 'open' as outcome,
        int_lead_contact.contact_at as entered_at
    from int_lead_contact
    inner join int_lead on int_lead.lead_id = int_lead_contact.lead_id
    inner join dim_stage on dim_stage.agreement = int_lead.agreement and dim_stage.stage = 'contact'
    where int_lead_contact.contact_at is not null
    union all
    select int_lead_deals.lead_id, 'won' as basis, 'won' as stage, dim_stage.position, 'won' as outcome,
        cast(null as timestamp(3)) as entered_at
    from int_lead_deals
    inner join int_lead on int_lead.lead_id = int_lead_deals.lead_id
    inner join dim_stage on dim_stage.agreement = int_lead.agreement and dim_stage.stage = 'won'
    where int_lead_deals.is_won
    union all
    select int_lead.lead_id, 'criteria' as basis, 'mql' as stage, dim_stage.position, 'open' as outcome,
        int_lead.created_local as entered_at
    from int_lead
    inner join agr_mql on agr_mql.agreement = int_lead.agreement
    inner join dim_stage on dim_stage.agreement = int_lead.agreement and dim_stage.stage = 'mql'
    inner join int_lead_fact
        on int_lead_fact.lead_id = int_lead.lead_id and int_lead_fact.subject = 'field:' || agr_mql.field
        and int_lead_fact.value_number >= agr_mql.threshold
),

placed as (
    select
        reaches.lead_id,
        reaches.basis,
        reaches.stage,
        coalesce(int_stage_place.position, reaches.position)
            - case when reaches.outcome = 'won' and not coalesce(int_lead_deals.is_won, false) then 1 else 0 end as position,
        reaches.entered_at
    from reaches
    left join int_lead on int_lead.lead_id = reaches.lead_id
    left join int_stage_place
        on int_stage_place.agreement = int_lead.agreement and int_stage_place.stage = reaches.stage
    left join int_lead_deals on int_lead_deals.lead_id = reaches.lead_id
),

final as (
    select
        cast(lead_id as varchar) as lead_id,
        cast(basis as varchar) as basis,
        cast(stage as varchar) as stage,
        cast(position as bigint) as position,
        cast(min(entered_at) as timestamp(3)) as entered_at
    from placed
    group by lead_id, basis, stage, position
)

select * from final
