-- grain: one row per agreement and ad with the last day on which it was paid for
with final as (
    select
        cast(int_month.agreement as varchar) as agreement,
        cast(int_spend_row.ad as bigint) as ad,
        cast(max(int_spend_row.date) as date) as last_date
    from int_spend_row
    left join int_month on int_month.month = int_spend_row.month
    group by int_month.agreement, int_spend_row.ad
)

select * from final
