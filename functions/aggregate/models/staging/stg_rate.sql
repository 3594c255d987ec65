-- grain: one row per currency and day, as read last; a rate that can't be one is null: the day's amounts then wait for it
with ranked as (
    select
        *,
        row_number() over (partition by currency, date order by pulled_at desc, source, account, rate, nominal) as recency
    from rate
),

final as (
    select
        cast(currency as varchar) as currency,
        cast(date as date) as date,
        cast(
            case when rate > 0 and coalesce(nominal, 1e0) > 0 then cast(rate as double) / nullif(coalesce(nominal, 1e0), 0) end as double
        ) as rate
    from ranked
    where recency = 1
)

select * from final
