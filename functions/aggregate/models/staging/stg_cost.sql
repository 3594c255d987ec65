-- grain: one row per non-media cost as it was given
with final as (
    select
        cast(source as varchar) as source,
        cast(account as varchar) as account,
        cast(date as date) as date,
        cast(date_format(date, '%Y-%m') as varchar) as month,
        cast(team as varchar) as team,
        cast(kind as varchar) as kind,
        cast(amount_micros as bigint) as amount_micros,
        cast(currency as varchar) as currency,
        cast(vat_included as boolean) as vat_included
    from cost
)

select * from final
