-- grain: one row per lead: minutes until the first response, by the working calendar where the clock is a working one.
-- Working seconds at a moment = those before its day opens + those since it opened, never past closing.
with placed as (
    select
        clock.lead_id,
        clock.limit_minutes,
        clock.is_working and started.day is not null and ended.day is not null as is_working,
        clock.stopped_at is not null as is_answered,
        date_diff('second', clock.started_at, coalesce(clock.stopped_at, clock.now_at)) as wall_seconds,
        started.cum_minutes * 60 as seconds_a,
        date_diff('second', cast(started.day as timestamp(3)), clock.started_at) - started.open_minute * 60 as since_a,
        (started.close_minute - started.open_minute) * 60 as open_a,
        ended.cum_minutes * 60 as seconds_b,
        date_diff('second', cast(ended.day as timestamp(3)), coalesce(clock.stopped_at, clock.now_at))
            - ended.open_minute * 60 as since_b,
        (ended.close_minute - ended.open_minute) * 60 as open_b
    from int_lead_clock as clock
    left join dim_calendar as started
        on started.agreement = clock.agreement and started.team = clock.team
        and started.day = cast(clock.started_at as date)
    left join dim_calendar as ended
        on ended.agreement = clock.agreement and ended.team = clock.team
        and ended.day = cast(coalesce(clock.stopped_at, clock.now_at) as date)
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
        cast(case when is_answered then floor(cast(seconds as double) / 60e0) end as bigint) as reaction_minutes,
        cast(is_answered or seconds > limit_minutes * 60 as boolean) as is_due,
        cast(is_answered and seconds <= limit_minutes * 60 as boolean) as is_in_limit
    from counted
)

select * from final
