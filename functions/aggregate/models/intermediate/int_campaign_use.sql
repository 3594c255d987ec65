-- grain: one row per channel, campaign key, id and name in use, with the last day on which it was seen
with uses as (
    select
        agreement,
        origin_key,
        case when is_spend then coalesce(campaign_id, campaign_name, utm_campaign) else utm_campaign end as campaign_key,
        campaign_id,
        case when is_spend then campaign_name else utm_campaign end as campaign_name,
        is_spend,
        last_date
    from int_origin_use
),

final as (
    select
        cast(map_channel.channel as varchar) as channel,
        cast(uses.campaign_key as varchar) as campaign_key,
        cast(uses.campaign_id as varchar) as campaign_id,
        cast(uses.campaign_name as varchar) as campaign_name,
        cast(uses.is_spend as boolean) as is_spend,
        cast(max(uses.last_date) as date) as last_date
    from uses
    inner join map_channel on map_channel.agreement = uses.agreement and map_channel.origin_key = uses.origin_key
    where uses.campaign_key is not null
    group by
        map_channel.channel, uses.campaign_key, uses.campaign_id, uses.campaign_name, uses.is_spend
)

select * from final
