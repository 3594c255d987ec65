-- grain: one row per stretch of time that is measured by the working calendar of a team: a clock, a stay in a stage that was
-- left, the way of a valid lead to SQL
with stretches as (
    select
        'sla' as kind, 'lead' as entity, lead_id as entity_id, clock as name, agreement, team, is_working, limit_minutes,
        started_at, ended_at
    from int_sla_clock
    union all
    select
        'stage' as kind, stays.entity, stays.entity_id, stays.stage as name, stays.agreement,
        case when dim_stage.owner = 'marketing' then 'marketing' else 'sales' end as team, true as is_working,
        cast(null as bigint) as limit_minutes, stays.entered_at as started_at, stays.left_at as ended_at
    from int_stage_stay as stays
    left join dim_stage on dim_stage.agreement = stays.agreement and dim_stage.stage = stays.stage
    where stays.left_at is not null
    union all
    select
        'handoff' as kind, 'lead' as entity, leads.lead_id as entity_id, 'sql' as name, int_month.agreement, 'sales' as team,
        true as is_working, cast(null as bigint) as limit_minutes, leads.created_at as started_at, leads.sql_at as ended_at
    from int_sla_lead as leads
    inner join int_month on int_month.month = date_format(leads.created_at, '%Y-%m')
    where leads.is_valid and leads.sql_at is not null
),

final as (
    select
        cast(kind as varchar) as kind,
        cast(entity as varchar) as entity,
        cast(entity_id as varchar) as entity_id,
        cast(name as varchar) as name,
        cast(agreement as varchar) as agreement,
        cast(team as varchar) as team,
        cast(is_working as boolean) as is_working,
        cast(limit_minutes as bigint) as limit_minutes,
        cast(started_at as timestamp(3)) as started_at,
        cast(case when ended_at < started_at then started_at else ended_at end as timestamp(3)) as ended_at
    from stretches
)

select * from final
