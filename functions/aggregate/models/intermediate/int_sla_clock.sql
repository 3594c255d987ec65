-- grain: one row per lead and clock that started for it, by the agreement of the start; from and to which moment it ran.
-- Sales answer for valid leads, whoever is asked for a verdict for every request, marketing for each ⚠ and ❌.
-- A clock to an event that no record tells of at all doesn't run
with told as (
    select
        count(response_at) > 0 as contacted, count(accepted_at) > 0 as accepted, count(sql_at) > 0 as qualified,
        count(first_verdict_at) > 0 as verdict, count(replied_at) > 0 as reply
    from int_sla_lead
),

started as (
    select
        leads.*,
        froms.from_event,
        case froms.from_event
            when 'created' then leads.created_at
            when 'routed' then leads.created_at -- no record says when a lead was routed
            when 'contacted' then leads.contact_at
            when 'accepted' then leads.accepted_at
            when 'sql' then leads.sql_at
            when 'verdict' then leads.verdict_at
        end as started_at
    from int_sla_lead as leads
    cross join (select distinct from_event from agr_clock) as froms
),

clocks as (
    select
        started.*,
        agr_clock.agreement, agr_clock.clock, agr_clock.to_event, agr_clock.limit_minutes, agr_clock.is_working,
        agr_clock.owner, agr_clock.team,
        case agr_clock.to_event
            when 'contacted' then started.response_at
            when 'accepted' then started.accepted_at
            when 'sql' then started.sql_at
            when 'verdict' then started.first_verdict_at
            when 'marketing_reply' then started.replied_at
        end as reached_at,
        case agr_clock.to_event
            when 'contacted' then started.is_contacted
            when 'accepted' then started.is_accepted
            when 'sql' then started.is_sql
            when 'verdict' then started.verdict is not null
            else false
        end as is_reached
    from started
    inner join int_month on int_month.month = date_format(started.started_at, '%Y-%m')
    inner join agr_clock on agr_clock.agreement = int_month.agreement and agr_clock.from_event = started.from_event
    cross join told
    where (agr_clock.to_event = 'contacted' and told.contacted and started.is_valid)
        or (agr_clock.to_event = 'accepted' and told.accepted and started.is_valid)
        or (agr_clock.to_event = 'sql' and told.qualified and started.is_valid)
        or (agr_clock.to_event = 'verdict' and told.verdict and started.is_request)
        or (agr_clock.to_event = 'marketing_reply' and told.reply and started.verdict in ('not_target', 'fake'))
),

final as (
    select
        cast(clocks.lead_id as varchar) as lead_id,
        cast(clocks.clock as varchar) as clock,
        cast(clocks.to_event as varchar) as to_event,
        cast(clocks.agreement as varchar) as agreement,
        cast(clocks.team as varchar) as team,
        cast(clocks.owner as varchar) as owner,
        cast(clocks.manager as varchar) as manager,
        cast(clocks.limit_minutes as bigint) as limit_minutes,
        cast(clocks.is_working as boolean) as is_working,
        cast(clocks.started_at as timestamp(3)) as started_at,
        cast(clocks.reached_at as timestamp(3)) as stopped_at,
        cast(
            case
                when clocks.reached_at is not null then 'stopped'
                when clocks.is_reached then 'undated'
                when clocks.to_event in ('accepted', 'sql') and clocks.is_closed then 'closed'
                else 'open'
            end as varchar
        ) as ending,
        cast(
            case
                when clocks.reached_at is not null then clocks.reached_at
                when clocks.to_event in ('accepted', 'sql') and clocks.is_closed
                    then coalesce(clocks.closed_at, clocks.started_at)
                else date_add('day', 1, cast(int_now.as_of as timestamp(3)))
            end as timestamp(3)
        ) as ended_at
    from clocks
    cross join int_now
)

select * from final
