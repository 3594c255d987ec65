-- grain: one row per lead and agreed clock that started for it. not_due: what it waited for became needless before the limit;
-- unknown: the calendar doesn't reach, or the event has no date. Minutes run on the clock's own time, working or wall.
-- Of a lead that changed hands answers who held it until the clock stopped or, before that, its limit passed: nobody, where
-- nobody did. What was kept then counts for who has it now
with measured as (
    select
        clocks.*,
        times.seconds,
        times.due_at,
        times.seconds <= clocks.limit_minutes * 60 as is_within,
        case when times.due_at < clocks.ended_at then times.due_at else clocks.ended_at end as judged_at
    from int_sla_clock as clocks
    left join int_interval_time as times
        on times.kind = 'sla' and times.entity_id = clocks.lead_id and times.name = clocks.clock
),

held as (
    select
        measured.*,
        case
            when owners.lead_id is null then measured.manager
            when owners.manager is null and measured.ending = 'stopped' and measured.is_within then measured.manager
            else owners.manager
        end as holder
    from measured
    left join stg_lead_owner as owners
        on owners.lead_id = measured.lead_id
        and (owners.since_local is null or owners.since_local < measured.judged_at)
        and (owners.till_local is null or owners.till_local >= measured.judged_at)
),

final as (
    select
        cast(lead_id as varchar) as lead_id,
        cast(clock as varchar) as clock,
        cast(to_event as varchar) as to_event,
        cast(owner as varchar) as owner,
        cast(holder as varchar) as manager,
        cast(started_at as timestamp(3)) as started_at,
        cast(due_at as timestamp(3)) as due_at,
        cast(stopped_at as timestamp(3)) as stopped_at,
        cast(is_working as boolean) as is_working,
        cast(limit_minutes as bigint) as limit_minutes,
        cast(case when ending <> 'undated' then floor(cast(seconds as double) / 60e0) end as bigint) as working_minutes,
        cast(
            case
                when ending = 'undated' or is_within is null then 'unknown'
                when ending = 'stopped' and is_within then 'kept'
                when ending = 'closed' and is_within then 'not_due'
                when ending = 'open' and is_within then 'running'
                else 'broken'
            end as varchar
        ) as status
    from held
)

select * from final
