-- rows: days, sources and currencies on which the platform's spend and fct_spend differ
with totals as (
    select date, source, currency, sum(cost_micros) as taken_micros, count(*) as taken_rows, 0 as given_micros, 0 as given_rows
    from spend
    group by date, source, currency
    union all
    select date, source, currency, 0 as taken_micros, 0 as taken_rows,
        sum(platform_micros) as given_micros, sum(row_count) as given_rows
    from fct_spend
    group by date, source, currency
),

final as (
    select
        cast(date as date) as date,
        cast(source as varchar) as source,
        cast(currency as varchar) as currency,
        cast(sum(taken_micros) as bigint) as in_micros,
        cast(sum(given_micros) as bigint) as out_micros,
        cast(sum(taken_rows) as bigint) as in_rows,
        cast(sum(given_rows) as bigint) as out_rows
    from totals
    group by date, source, currency
    having sum(taken_micros) <> sum(given_micros) or sum(taken_rows) <> sum(given_rows)
)

select * from final
