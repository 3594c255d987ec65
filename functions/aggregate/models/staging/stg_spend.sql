-- grain: one row per row of spend as the platform gave it; never deduplicated by key
with fields as (
    select count(*) > 0 as has_keyword from agr_channel_rule where field = 'keyword'
),

final as (
    select
        -- ids
        cast(source as varchar) as source,
        cast(account as varchar) as account,
        cast(campaign_id as varchar) as campaign_id,
        cast(ad_group_id as varchar) as ad_group_id,
        cast(ad_id as varchar) as ad_id,
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
        -- the keyword as far as channel rules read it: there are many more of them than of ads
        cast(case when fields.has_keyword then keyword end as varchar) as ruled_keyword,
        cast(channel_hint as varchar) as channel_hint,
        cast(utm_source as varchar) as utm_source,
        cast(utm_medium as varchar) as utm_medium,
        cast(utm_campaign as varchar) as utm_campaign,
        cast(utm_content as varchar) as utm_content,
        cast(utm_term as varchar) as utm_term,
        cast(currency as varchar) as currency,
        cast(vat_included as boolean) as vat_included
    from spend
    cross join fields
)

select * from final
