-- grain: one row per currency and day, as read last
with ranked as (
    select
        *,
        row_number() over (partition by currency, date order by pulled_at desc, source, account, rate) as recency
    from rate
),

final as (
    select
        cast(currency as varchar) as currency,
        cast(date as date) as date,
        cast(rate as double) as rate
    from ranked
    where recency = 1
)

select * from final
