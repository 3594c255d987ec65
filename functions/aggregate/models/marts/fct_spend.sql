-- grain: one row per day, account, channel, campaign, ad group, ad, currency and VAT basis
with final as (
    select
        cast(date as date) as date,
        cast(month as varchar) as month,
        cast(source as varchar) as source,
        cast(account as varchar) as account,
        cast(channel as varchar) as channel,
        cast(campaign_id as varchar) as campaign_id,
        cast(campaign_name as varchar) as campaign_name,
        cast(ad_group_id as varchar) as ad_group_id,
        cast(ad_group_name as varchar) as ad_group_name,
        cast(ad_id as varchar) as ad_id,
        cast(ad_name as varchar) as ad_name,
        cast(sum(impressions * row_count) as bigint) as impressions,
        cast(sum(clicks * row_count) as bigint) as clicks,
        cast(sum(spend_micros * row_count) as bigint) as spend_micros,
        cast(sum(platform_micros * row_count) as bigint) as platform_micros,
        cast(currency as varchar) as currency,
        cast(vat_included as boolean) as vat_included,
        cast(sum(row_count) as bigint) as row_count,
        cast(sum(row_count - 1) as bigint) as duplicate_count
    from int_spend
    group by
        date, month, source, account, channel, campaign_id, campaign_name, ad_group_id, ad_group_name, ad_id, ad_name,
        currency, vat_included
)

select * from final
