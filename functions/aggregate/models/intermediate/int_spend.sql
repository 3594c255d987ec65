-- grain: one row per distinct row of spend with its number of exact copies, channel, campaign, and one copy's normalised cost
with copies as (
    select paid.date, paid.month, paid.ad, paid.keyword, paid.impressions, paid.clicks, paid.cost_micros, 1 as row_count
    from int_spend_row as paid
    left join int_spend_copy as same
        on same.date = paid.date and same.ad = paid.ad and coalesce(same.impressions, 0) = coalesce(paid.impressions, 0)
        and coalesce(same.clicks, 0) = coalesce(paid.clicks, 0)
        and coalesce(same.cost_micros, 0) = coalesce(paid.cost_micros, 0)
    where same.date is null
    union all
    select * from int_spend_copy
),

final as (
    select
        cast(copies.date as date) as date,
        cast(copies.month as varchar) as month,
        cast(placed.place as bigint) as place,
        cast(placed.source as varchar) as source,
        cast(placed.account as varchar) as account,
        cast(placed.channel as varchar) as channel,
        cast(placed.campaign_id as varchar) as campaign_id,
        cast(placed.campaign_name as varchar) as campaign_name,
        cast(placed.ad_group_id as varchar) as ad_group_id,
        cast(placed.ad_group_name as varchar) as ad_group_name,
        cast(placed.ad_id as varchar) as ad_id,
        cast(placed.ad_name as varchar) as ad_name,
        cast(copies.keyword as varchar) as keyword,
        cast(copies.impressions as bigint) as impressions,
        cast(copies.clicks as bigint) as clicks,
        cast(copies.cost_micros as bigint) as platform_micros,
        cast(
            case
                when placed.factor = 1e0 and placed.is_base then copies.cost_micros
                else cast(
                    round(
                        cast(copies.cost_micros as double) * placed.factor
                        * case when placed.is_base then 1e0 else int_rate_day.rate end
                    ) as bigint
                )
            end as bigint
        ) as spend_micros,
        cast(placed.currency as varchar) as currency,
        cast(placed.vat_included as boolean) as vat_included,
        cast(copies.row_count as bigint) as row_count
    from copies
    left join int_month on int_month.month = copies.month
    left join int_ad_place as placed
        on placed.ad = copies.ad and coalesce(placed.agreement, '') = coalesce(int_month.agreement, '')
    left join int_rate_day on int_rate_day.currency = placed.currency and int_rate_day.date = copies.date
)

select * from final
