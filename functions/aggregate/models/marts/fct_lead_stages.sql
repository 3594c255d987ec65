-- grain: one row per lead and stage reached. To come to a later stage is to have passed the earlier ones, optional ones aside;
-- a score proves its own stage only
with reached as (
    select
        int_lead.lead_id,
        int_lead.created_local,
        dim_stage.stage,
        dim_stage.position,
        int_lead_deals.won_at,
        min(int_lead_reach.entered_at) as entered_at,
        bool_or(int_lead_reach.basis = 'history') as by_history,
        bool_or(int_lead_reach.basis = 'current') as by_current,
        bool_or(int_lead_reach.basis = 'criteria') as by_criteria
    from int_lead
    inner join dim_stage on dim_stage.agreement = int_lead.agreement
    inner join dim_stage as first_stage on first_stage.agreement = int_lead.agreement and first_stage.stage = 'lead'
    inner join int_lead_reach
        on int_lead_reach.lead_id = int_lead.lead_id
        and (
            (
                int_lead_reach.position >= dim_stage.position and not dim_stage.is_optional
                and int_lead_reach.basis <> 'criteria'
            )
            or int_lead_reach.position = dim_stage.position
        )
    left join int_lead_deals on int_lead_deals.lead_id = int_lead.lead_id
    where dim_stage.position > first_stage.position
    group by int_lead.lead_id, int_lead.created_local, dim_stage.stage, dim_stage.position, int_lead_deals.won_at
),

stages as (
    select
        lead_id,
        stage,
        position,
        case when stage = 'won' then won_at else entered_at end as entered_at,
        case
            when by_history then 'history'
            when by_current then 'current'
            when by_criteria then 'criteria'
            else 'won'
        end as reached_basis
    from reached
    union all
    select
        int_lead.lead_id,
        dim_stage.stage,
        dim_stage.position,
        int_lead.created_local as entered_at,
        'history' as reached_basis
    from int_lead
    inner join dim_stage on dim_stage.agreement = int_lead.agreement and dim_stage.stage = 'lead'
),

final as (
    select
        cast(lead_id as varchar) as lead_id,
        cast(stage as varchar) as stage,
        cast(position as bigint) as position,
        cast(entered_at as timestamp(3)) as entered_at,
        cast(reached_basis as varchar) as reached_basis
    from stages
)

select * from final
