-- grain: one row per measured stretch of time: its seconds on its own clock (null where the calendar doesn't reach), and when
-- its limit ends. Seconds pass as they do in UTC, not as a clock on the wall shows them. Working seconds at a moment = those
-- before its day opens + those since it opened, never past closing
with moments as (
    select
        stretches.*,
        date_add('minute', -coalesce(at_start.offset_minutes, 0), stretches.started_at) as started_utc,
        date_add('minute', -coalesce(at_end.offset_minutes, 0), stretches.ended_at) as ended_utc
    from int_interval as stretches
    left join int_local_offset as at_start
        on at_start.side = 'start' and stretches.started_at >= at_start.from_local and stretches.started_at < at_start.to_local
    left join int_local_offset as at_end
        on at_end.side = 'end' and stretches.ended_at >= at_end.from_local and stretches.ended_at < at_end.to_local
),

placed as (
    select
        moments.*,
        date_diff('second', started_utc, ended_utc) as wall_seconds,
        opened.cum_minutes * 60 as seconds_a,
        date_diff('second', opened.opens_at, started_utc) as since_a,
        opened.minutes * 60 as open_a,
        ended.cum_minutes * 60 as seconds_b,
        date_diff('second', ended.opens_at, ended_utc) as since_b,
        ended.minutes * 60 as open_b
    from moments
    left join dim_calendar as opened
        on opened.agreement = moments.agreement and opened.team = moments.team
        and opened.day = cast(moments.started_at as date)
    left join dim_calendar as ended
        on ended.agreement = moments.agreement and ended.team = moments.team
        and ended.day = cast(moments.ended_at as date)
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
        case when is_working then done - begun else wall_seconds end as passed,
        case when is_working then begun + limit_minutes * 60 end as due_second
    from counted
),

due as (
    select
        limited.*,
        case
            when not limited.is_working then date_add('minute', limited.limit_minutes, limited.started_utc)
            else date_add('second', limited.due_second - hours.from_second, hours.opens_at)
        end as due_utc
    from limited
    left join int_work_hour as hours
        on hours.agreement = limited.agreement and hours.team = limited.team
        and hours.hour_number = cast(floor(cast(limited.due_second - 1 as double) / 3600e0) as bigint)
        and limited.due_second > hours.from_second and limited.due_second <= hours.to_second
),

final as (
    select
        cast(due.kind as varchar) as kind,
        cast(due.entity as varchar) as entity,
        cast(due.entity_id as varchar) as entity_id,
        cast(due.name as varchar) as name,
        cast(due.started_at as timestamp(3)) as started_at,
        cast(due.ended_at as timestamp(3)) as ended_at,
        cast(case when due.passed < 0 then 0 else due.passed end as bigint) as seconds,
        cast(date_add('minute', coalesce(stg_zone.offset_minutes, 0), due.due_utc) as timestamp(3)) as due_at
    from due
    left join stg_zone on due.due_utc >= stg_zone.from_utc and due.due_utc < stg_zone.to_utc
)

select * from final
