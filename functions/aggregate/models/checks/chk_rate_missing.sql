-- rows: foreign currencies and days of money for which no rate is known
with final as (
    select
        cast(currency as varchar) as currency,
        cast(date as date) as date
    from int_rate_day
    where rate is null
)

select * from final
