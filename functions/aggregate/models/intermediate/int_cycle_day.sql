-- grain: one row per month of request and day after SQL: share still unsold (Kaplan–Meier; open and lost deals leave the watch)
with watched as (
    select
        int_request_fact.month,
        case
            when int_request_fact.won_at is not null
                then greatest(date_diff('day', cast(sql_at as date), cast(won_at as date)), 0)
            else greatest(date_diff('day', cast(sql_at as date), int_now.as_of), 0)
        end as day_count,
        case when int_request_fact.won_at is not null then 1 else 0 end as wins
    from int_request_fact
    cross join int_now
    where int_request_fact.is_valid and int_request_fact.sql_at is not null
        and (int_request_fact.won_at is not null or not int_request_fact.is_won)
),

days as (
    select month, day_count, sum(wins) as wins, count(*) as leaving
    from watched
    group by month, day_count
),

risk as (
    select
        month,
        day_count,
        wins,
        sum(leaving) over (
            partition by month order by day_count desc rows between unbounded preceding and current row
        ) as at_risk
    from days
),

final as (
    select
        cast(month as varchar) as month,
        cast(day_count as bigint) as day_count,
        cast(wins as bigint) as wins,
        cast(
            exp(
                sum(ln(greatest(1e0 - cast(wins as double) / nullif(at_risk, 0), 1e-12))) over ( -- allow:log allow:double-sum never 0; the frame has one order
                    partition by month order by day_count rows between unbounded preceding and current row
                )
            ) as double
        ) as unsold
    from risk
)

select * from final
