-- grain: one row per day, account, channel, campaign, ad group, ad, currency and VAT basis; in that order, which is the order of
-- the numbers of places
with places as (
    select distinct place, source, account, channel, campaign_id, campaign_name, ad_group_id, ad_group_name, ad_id, ad_name,
        currency, vat_included
    from int_ad_place
),

paid as (
    select date, place,
        sum(impressions * row_count) as impressions,
        sum(clicks * row_count) as clicks,
        sum(spend_micros * row_count) as spend_micros,
        sum(platform_micros * row_count) as platform_micros,
        sum(row_count) as row_count,
        sum(row_count - 1) as duplicate_count
    from int_spend
    group by date, place
),

final as (
    select
        cast(paid.date as date) as date,
        cast(paid.place as bigint) as place,
        cast(date_format(paid.date, '%Y-%m') as varchar) as month,
        cast(places.source as varchar) as source,
        cast(places.account as varchar) as account,
        cast(places.channel as varchar) as channel,
        cast(places.campaign_id as varchar) as campaign_id,
        cast(places.campaign_name as varchar) as campaign_name,
        cast(places.ad_group_id as varchar) as ad_group_id,
        cast(places.ad_group_name as varchar) as ad_group_name,
        cast(places.ad_id as varchar) as ad_id,
        cast(places.ad_name as varchar) as ad_name,
        cast(paid.impressions as bigint) as impressions,
        cast(paid.clicks as bigint) as clicks,
        cast(paid.spend_micros as bigint) as spend_micros,
        cast(paid.platform_micros as bigint) as platform_micros,
        cast(places.currency as varchar) as currency,
        cast(places.vat_included as boolean) as vat_included,
        cast(paid.row_count as bigint) as row_count,
        cast(paid.duplicate_count as bigint) as duplicate_count
    from paid
    inner join places on places.place = paid.place
)

select date, month, source, account, channel, campaign_id, campaign_name, ad_group_id, ad_group_name, ad_id, ad_name,
    impressions, clicks, spend_micros, platform_micros, currency, vat_included, row_count, duplicate_count
from final
order by date, place
