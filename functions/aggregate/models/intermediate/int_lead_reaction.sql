-- grain: one row per lead: minutes until the first response, by the working calendar where the clock is a working one.
-- Seconds pass as they do in UTC. Working seconds at a moment = those before its day opens + those since it opened, never past
-- closing
with moments as (
    select
        clock.*,
        coalesce(clock.stopped_at, clock.now_at) as ended_at,
        date_add('minute', -coalesce(at_start.offset_minutes, 0), clock.started_at) as started_utc,
        date_add('minute', -coalesce(at_end.offset_minutes, 0), coalesce(clock.stopped_at, clock.now_at)) as ended_utc
    from int_lead_clock as clock
    left join int_local_offset as at_start
        on at_start.side = 'start' and clock.started_at >= at_start.from_local and clock.started_at < at_start.to_local
    left join int_local_offset as at_end
        on at_end.side = 'end'
        and coalesce(clock.stopped_at, clock.now_at) >= at_end.from_local
        and coalesce(clock.stopped_at, clock.now_at) < at_end.to_local
),

placed as (
    select
        moments.lead_id,
        moments.limit_minutes,
        moments.is_working and started.day is not null and ended.day is not null as is_working,
        moments.stopped_at is not null as is_answered,
        date_diff('second', moments.started_utc, moments.ended_utc) as wall_seconds,
        started.cum_minutes * 60 as seconds_a,
        date_diff('second', started.opens_at, moments.started_utc) as since_a,
        started.minutes * 60 as open_a,
        ended.cum_minutes * 60 as seconds_b,
        date_diff('second', ended.opens_at, moments.ended_utc) as since_b,
        ended.minutes * 60 as open_b
    from moments
    left join dim_calendar as started
        on started.agreement = moments.agreement and started.team = moments.team
        and started.day = cast(moments.started_at as date)
    left join dim_calendar as ended
        on ended.agreement = moments.agreement and ended.team = moments.team
        and ended.day = cast(moments.ended_at as date)
),

counted as (
    select
        lead_id,
        limit_minutes,
        is_answered,
        case
            when is_working then
                seconds_b + case when since_b < 0 then 0 when since_b > open_b then open_b else since_b end
                - seconds_a - case when since_a < 0 then 0 when since_a > open_a then open_a else since_a end
            else wall_seconds
        end as seconds
    from placed
),

final as (
    select
        cast(lead_id as varchar) as lead_id,
        cast(
            case when is_answered then floor(cast(case when seconds < 0 then 0 else seconds end as double) / 60e0) end as bigint
        ) as reaction_minutes,
        cast(is_answered or seconds > limit_minutes * 60 as boolean) as is_due,
        cast(is_answered and seconds <= limit_minutes * 60 as boolean) as is_in_limit
    from counted
)

select * from final
