-- grain: one row per lead that was tried or reached: attempts, first response (any attempt) and first contact (two-way)
with events as (
    select
        lead_id,
        case when direction = 'out' then 1 else 0 end as attempts,
        case when direction = 'out' or is_answered then happened_at end as response_at,
        case when is_answered then happened_at end as contact_at
    from int_activity_lead
    union all
    select
        int_stage_entry.lead_id,
        0 as attempts,
        int_stage_entry.entered_at as response_at,
        int_stage_entry.entered_at as contact_at
    from int_stage_entry
    inner join int_lead on int_lead.lead_id = int_stage_entry.lead_id
    inner join dim_stage on dim_stage.agreement = int_lead.agreement and dim_stage.stage = 'contact'
    left join int_stage_place
        on int_stage_place.agreement = int_lead.agreement and int_stage_place.stage = int_stage_entry.stage
    where int_stage_entry.outcome <> 'lost'
        and coalesce(int_stage_place.position, int_stage_entry.position) >= dim_stage.position
),

final as (
    select
        cast(lead_id as varchar) as lead_id,
        cast(sum(attempts) as bigint) as attempts,
        cast(min(response_at) as timestamp(3)) as response_at,
        cast(min(contact_at) as timestamp(3)) as contact_at
    from events
    group by lead_id
)

select * from final
