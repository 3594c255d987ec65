-- grain: one row per row of spend as the platform gave it; never deduplicated by key
with final as (
    select
        -- ids
        cast(source as varchar) as source,
        cast(account as varchar) as account,
        cast(campaign_id as varchar) as campaign_id,
        cast(ad_group_id as varchar) as ad_group_id,
        cast(ad_id as varchar) as ad_id,
        cast(coalesce(campaign_id, campaign_name, utm_campaign) as varchar) as campaign_key,
        cast(
            'spend¦' || source || '¦' || account || '¦' || coalesce(channel_hint, '')
            || '¦' || coalesce(utm_source, '') || '¦' || coalesce(utm_medium, '')
            || '¦' || coalesce(utm_campaign, '') || '¦' || coalesce(utm_content, '')
            || '¦' || coalesce(utm_term, '')
            || '¦¦' || coalesce(campaign_name, '') || '¦' || coalesce(keyword, '')
            || '¦¦' as varchar
        ) as origin_key,
        -- dates
        cast(date as date) as date,
        cast(date_format(date, '%Y-%m') as varchar) as month,
        -- numbers
        cast(impressions as bigint) as impressions,
        cast(clicks as bigint) as clicks,
        cast(cost_micros as bigint) as cost_micros,
        -- texts
        cast(campaign_name as varchar) as campaign_name,
        cast(ad_group_name as varchar) as ad_group_name,
        cast(ad_name as varchar) as ad_name,
        cast(keyword as varchar) as keyword,
        cast(channel_hint as varchar) as channel_hint,
        cast(utm_source as varchar) as utm_source,
        cast(utm_medium as varchar) as utm_medium,
        cast(utm_campaign as varchar) as utm_campaign,
        cast(utm_content as varchar) as utm_content,
        cast(utm_term as varchar) as utm_term,
        cast(currency as varchar) as currency,
        cast(vat_included as boolean) as vat_included
    from spend
)

select * from final
