-- grain: one row per measured stretch of time: its seconds on its own clock (null where the calendar doesn't reach), and when
-- its limit ends. Working seconds at a moment = those before its day opens + those since it opened, never past closing
with placed as (
    select
        stretches.*,
        date_diff('second', stretches.started_at, stretches.ended_at) as wall_seconds,
        opened.cum_minutes * 60 as seconds_a,
        date_diff('second', cast(opened.day as timestamp(3)), stretches.started_at) - opened.open_minute * 60 as since_a,
        (opened.close_minute - opened.open_minute) * 60 as open_a,
        ended.cum_minutes * 60 as seconds_b,
        date_diff('second', cast(ended.day as timestamp(3)), stretches.ended_at) - ended.open_minute * 60 as since_b,
        (ended.close_minute - ended.open_minute) * 60 as open_b
    from int_interval as stretches
    left join dim_calendar as opened
        on opened.agreement = stretches.agreement and opened.team = stretches.team
        and opened.day = cast(stretches.started_at as date)
    left join dim_calendar as ended
        on ended.agreement = stretches.agreement and ended.team = stretches.team
        and ended.day = cast(stretches.ended_at as date)
),

counted as (
    select
        placed.*,
        seconds_a + case when since_a < 0 then 0 when since_a > open_a then open_a else since_a end as begun,
        seconds_b + case when since_b < 0 then 0 when since_b > open_b then open_b else since_b end as done
    from placed
),

limited as (
    select
        counted.*,
        case when is_working then begun + limit_minutes * 60 end as due_second
    from counted
),

final as (
    select
        cast(limited.kind as varchar) as kind,
        cast(limited.entity as varchar) as entity,
        cast(limited.entity_id as varchar) as entity_id,
        cast(limited.name as varchar) as name,
        cast(limited.started_at as timestamp(3)) as started_at,
        cast(limited.ended_at as timestamp(3)) as ended_at,
        cast(case when limited.is_working then limited.done - limited.begun else limited.wall_seconds end as bigint) as seconds,
        cast(
            case
                when not limited.is_working then date_add('minute', limited.limit_minutes, limited.started_at)
                else date_add(
                    'second', due.open_minute * 60 + limited.due_second - due.from_second, cast(due.day as timestamp(3))
                )
            end as timestamp(3)
        ) as due_at
    from limited
    left join int_work_hour as due
        on due.agreement = limited.agreement and due.team = limited.team
        and due.hour_number = cast(floor(cast(limited.due_second - 1 as double) / 3600e0) as bigint)
        and limited.due_second > due.from_second and limited.due_second <= due.to_second
)

select * from final
