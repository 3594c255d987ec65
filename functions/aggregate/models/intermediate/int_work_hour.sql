-- grain: one row per team's working day and hour of the calendar's running total that it touches: finds the day on which a
-- total of working time is reached without comparing it with every day
with final as (
    select
        cast(days.agreement as varchar) as agreement,
        cast(days.team as varchar) as team,
        cast(cast(floor(cast(days.cum_minutes as double) / 60e0) as bigint) + steps.step as bigint) as hour_number,
        cast(days.day as date) as day,
        cast(days.opens_at as timestamp(3)) as opens_at,
        cast(days.cum_minutes * 60 as bigint) as from_second,
        cast((days.cum_minutes + days.minutes) * 60 as bigint) as to_second
    from dim_calendar as days
    cross join (
        values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15), (16), (17), (18), (19),
            (20), (21), (22), (23), (24), (25)
    ) as steps (step)
    where (cast(floor(cast(days.cum_minutes as double) / 60e0) as bigint) + steps.step) * 60 < days.cum_minutes + days.minutes
        and days.minutes > 0
)

select * from final
