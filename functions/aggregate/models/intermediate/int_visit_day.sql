-- grain: one row per day, channel and campaign with visits: single ones, or sums of traffic on the days that have only those
with seen as (
    select stg_visit.month, stg_visit.started_date as date, stg_visit.origin_key, stg_visit.utm_campaign as campaign_key,
        sum(stg_visit.visits) as visits
    from stg_visit
    left join int_traffic_day as summed
        on summed.source = stg_visit.source and summed.account = stg_visit.account and summed.date = stg_visit.started_date
    where summed.date is null
    group by stg_visit.month, stg_visit.started_date, stg_visit.origin_key, stg_visit.utm_campaign
    union all
    select stg_traffic.month, stg_traffic.date, stg_traffic.origin_key, stg_traffic.utm_campaign as campaign_key,
        sum(stg_traffic.sessions) as visits
    from stg_traffic
    inner join int_traffic_day as summed
        on summed.source = stg_traffic.source and summed.account = stg_traffic.account and summed.date = stg_traffic.date
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
