-- grain: one row per agreement, distinct origin and campaign id, with the last day on which it was seen
with touches as (
    select month, origin_key, source, account, channel_hint, utm_source, utm_medium, utm_campaign, utm_content, utm_term,
        cast(null as varchar) as click_kind, cast(null as varchar) as campaign_id, cast(null as varchar) as campaign_name,
        cast(null as varchar) as keyword, cast(null as varchar) as referrer, cast(null as varchar) as landing_url,
        false as is_spend, date
    from stg_traffic
    union all
    select month, origin_key, source, account, channel_hint, utm_source, utm_medium, utm_campaign, utm_content, utm_term,
        click_kind, cast(null as varchar) as campaign_id, cast(null as varchar) as campaign_name,
        cast(null as varchar) as keyword, referrer, landing_url, false as is_spend, started_date as date
    from stg_visit
    union all
    select date_format(created_date, '%Y-%m') as month, origin_key, source, account, channel_hint, utm_source, utm_medium,
        utm_campaign, utm_content, utm_term, click_kind, cast(null as varchar) as campaign_id,
        cast(null as varchar) as campaign_name, cast(null as varchar) as keyword, referrer,
        cast(null as varchar) as landing_url, false as is_spend, created_date as date
    from stg_lead
),

uses as (
    select int_ad_use.agreement, int_ad.origin_key, int_ad.source, int_ad.account, int_ad.channel_hint, int_ad.utm_source,
        int_ad.utm_medium, int_ad.utm_campaign, int_ad.utm_content, int_ad.utm_term, cast(null as varchar) as click_kind,
        int_ad.campaign_id, int_ad.campaign_name, int_ad.keyword, cast(null as varchar) as referrer,
        cast(null as varchar) as landing_url, true as is_spend, int_ad_use.last_date as date
    from int_ad_use
    inner join int_ad on int_ad.ad = int_ad_use.ad
    where int_ad_use.agreement is not null
    union all
    select int_month.agreement, touches.origin_key, touches.source, touches.account, touches.channel_hint,
        touches.utm_source, touches.utm_medium, touches.utm_campaign, touches.utm_content, touches.utm_term,
        touches.click_kind, touches.campaign_id, touches.campaign_name, touches.keyword, touches.referrer,
        touches.landing_url, touches.is_spend, touches.date
    from touches
    inner join int_month on int_month.month = touches.month
),

final as (
    select
        cast(uses.agreement as varchar) as agreement,
        cast(uses.origin_key as varchar) as origin_key,
        cast(uses.is_spend as boolean) as is_spend,
        cast(uses.source as varchar) as source,
        cast(uses.account as varchar) as account,
        cast(uses.channel_hint as varchar) as channel_hint,
        cast(uses.utm_source as varchar) as utm_source,
        cast(uses.utm_medium as varchar) as utm_medium,
        cast(uses.utm_campaign as varchar) as utm_campaign,
        cast(uses.utm_content as varchar) as utm_content,
        cast(uses.utm_term as varchar) as utm_term,
        cast(uses.click_kind as varchar) as click_kind,
        cast(uses.campaign_id as varchar) as campaign_id,
        cast(uses.campaign_name as varchar) as campaign_name,
        cast(uses.keyword as varchar) as keyword,
        cast(uses.referrer as varchar) as referrer,
        cast(uses.landing_url as varchar) as landing_url,
        cast(max(uses.date) as date) as last_date
    from uses
    group by
        uses.agreement, uses.origin_key, uses.is_spend, uses.source, uses.account, uses.channel_hint, uses.utm_source,
        uses.utm_medium, uses.utm_campaign, uses.utm_content, uses.utm_term, uses.click_kind, uses.campaign_id,
        uses.campaign_name, uses.keyword, uses.referrer, uses.landing_url
)

select * from final
