-- grain: one row per row of spend as the platform gave it: its day, the number of its ad, its keyword and numbers
with final as (
    select
        cast(paid.date as date) as date,
        cast(paid.month as varchar) as month,
        cast(int_ad.ad as bigint) as ad,
        cast(paid.keyword as varchar) as keyword,
        cast(paid.impressions as bigint) as impressions,
        cast(paid.clicks as bigint) as clicks,
        cast(paid.cost_micros as bigint) as cost_micros
    from stg_spend as paid
    inner join int_ad
        on int_ad.source = paid.source and int_ad.account = paid.account
        and coalesce(int_ad.campaign_id, '') = coalesce(paid.campaign_id, '')
        and coalesce(int_ad.campaign_name, '') = coalesce(paid.campaign_name, '')
        and coalesce(int_ad.ad_group_id, '') = coalesce(paid.ad_group_id, '')
        and coalesce(int_ad.ad_group_name, '') = coalesce(paid.ad_group_name, '')
        and coalesce(int_ad.ad_id, '') = coalesce(paid.ad_id, '')
        and coalesce(int_ad.ad_name, '') = coalesce(paid.ad_name, '')
        and coalesce(int_ad.keyword, '') = coalesce(paid.ruled_keyword, '')
        and coalesce(int_ad.channel_hint, '') = coalesce(paid.channel_hint, '')
        and coalesce(int_ad.utm_source, '') = coalesce(paid.utm_source, '')
        and coalesce(int_ad.utm_medium, '') = coalesce(paid.utm_medium, '')
        and coalesce(int_ad.utm_campaign, '') = coalesce(paid.utm_campaign, '')
        and coalesce(int_ad.utm_content, '') = coalesce(paid.utm_content, '')
        and coalesce(int_ad.utm_term, '') = coalesce(paid.utm_term, '')
        and coalesce(int_ad.currency, '') = coalesce(paid.currency, '')
        and coalesce(int_ad.vat_included, false) = coalesce(paid.vat_included, false)
        and (int_ad.vat_included is null) = (paid.vat_included is null)
)

select * from final
