-- grain: one row per campaign of a channel
with uses as (
    select channel, campaign_id, campaign_name, 1 as in_spend, 0 as in_leads from fct_spend where campaign_id is not null
    union all
    select channel, campaign_id, campaign_name, 0 as in_spend, 1 as in_leads from int_lead where campaign_id is not null
),

final as (
    select
        cast(channel as varchar) as channel,
        cast(campaign_id as varchar) as campaign_id,
        cast(max(campaign_name) as varchar) as campaign_name,
        cast(max(in_spend) = 1 as boolean) as in_spend,
        cast(max(in_leads) = 1 as boolean) as in_leads
    from uses
    group by channel, campaign_id
)

select * from final
