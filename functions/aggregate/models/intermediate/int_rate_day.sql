-- grain: one row per foreign currency and day in use, with the newest rate not later than the day; no rate is null
with in_use as (
    select distinct currency, date from stg_spend
    union
    select distinct currency, date from stg_cost
    union
    select distinct currency, paid_date as date from stg_payment
    union
    select distinct currency, created_date as date from stg_deal where amount_micros is not null or cost_micros is not null
),

foreign_days as (
    select in_use.currency, in_use.date
    from in_use
    cross join int_now
    where in_use.currency is not null and upper(in_use.currency) <> int_now.currency
),

ranked as (
    select
        foreign_days.currency,
        foreign_days.date,
        stg_rate.rate,
        row_number() over (
            partition by foreign_days.currency, foreign_days.date order by stg_rate.date desc
        ) as recency
    from foreign_days
    left join stg_rate
        on upper(stg_rate.currency) = upper(foreign_days.currency) and stg_rate.date <= foreign_days.date
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
