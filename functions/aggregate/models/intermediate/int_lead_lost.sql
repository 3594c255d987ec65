-- grain: one row per lead that its CRM holds as lost, with the last time it was put there
with entries as (
    select entity_id as lead_id,
        coalesce(max(case when coalesce(is_own, true) then entered_at end), max(entered_at)) as lost_at
    from int_stage_entry
    where entity = 'lead' and outcome = 'lost'
    group by entity_id
),

final as (
    select
        cast(int_lead.lead_id as varchar) as lead_id,
        cast(entries.lost_at as timestamp(3)) as lost_at
    from int_lead
    left join entries on entries.lead_id = int_lead.lead_id
    where int_lead.outcome = 'lost'
)

select * from final
