-- grain: one row per day, channel and campaign with visits; sums of traffic count only where the source gives no visits
with sources as (
    select distinct source, account from stg_visit
),

seen as (
    select month, started_date as date, origin_key, utm_campaign as campaign_key, sum(visits) as visits
    from stg_visit
    group by month, started_date, origin_key, utm_campaign
    union all
    select stg_traffic.month, stg_traffic.date, stg_traffic.origin_key, stg_traffic.utm_campaign as campaign_key,
        sum(stg_traffic.sessions) as visits
    from stg_traffic
    left join sources on sources.source = stg_traffic.source and sources.account = stg_traffic.account
    where sources.source is null
    group by stg_traffic.month, stg_traffic.date, stg_traffic.origin_key, stg_traffic.utm_campaign
),

final as (
    select
        cast(seen.date as date) as date,
        cast(seen.month as varchar) as month,
        cast(map_channel.channel as varchar) as channel,
        cast(map_campaign.campaign_id as varchar) as campaign_id,
        cast(map_campaign.campaign_name as varchar) as campaign_name,
        cast(sum(seen.visits) as bigint) as visits,
        cast(sum(case when map_channel.is_brand then seen.visits else 0 end) as bigint) as brand_visits
    from seen
    left join int_month on int_month.month = seen.month
    left join map_channel on map_channel.agreement = int_month.agreement and map_channel.origin_key = seen.origin_key
    left join map_campaign
        on map_campaign.channel = map_channel.channel and map_campaign.campaign_key = seen.campaign_key
    group by seen.date, seen.month, map_channel.channel, map_campaign.campaign_id, map_campaign.campaign_name
)

select * from final
