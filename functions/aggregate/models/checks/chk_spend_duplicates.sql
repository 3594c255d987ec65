-- rows: days and sources with exact copies of spend rows; they are kept unless the connection drops them
with final as (
    select
        cast(date as date) as date,
        cast(source as varchar) as source,
        cast(account as varchar) as account,
        cast(sum(row_count - 1) as bigint) as copies,
        cast(sum(platform_micros * (row_count - 1)) as bigint) as platform_micros
    from int_spend
    where row_count > 1
    group by date, source, account
)

select * from final
