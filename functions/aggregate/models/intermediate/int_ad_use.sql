-- grain: one row per agreement and ad with the last day on which it was paid for
with final as (
    select
        cast(int_month.agreement as varchar) as agreement,
        cast(int_ad_month.ad as bigint) as ad,
        cast(max(int_ad_month.last_date) as date) as last_date
    from int_ad_month
    left join int_month on int_month.month = int_ad_month.month
    group by int_month.agreement, int_ad_month.ad
)

select * from final
