-- grain: one row per day, channel, campaign, manager and product; each event stands on its own day
with dated as (
    select date, channel, campaign_id, campaign_name, manager, product, requests, valid_leads, target_leads, brand_leads,
        cast(null as varchar) as event, 0 as amount, 0 as won_deals, 0 as new_clients, 0 as revenue_micros,
        0 as gross_profit_micros
    from int_funnel_cohort
    union all
    select date, channel, campaign_id, campaign_name, manager, product, 0 as requests, 0 as valid_leads, 0 as target_leads,
        0 as brand_leads, event, int_funnel_event.requests as amount, 0 as won_deals, 0 as new_clients, 0 as revenue_micros,
        0 as gross_profit_micros
    from int_funnel_event
    union all
    select date, channel, campaign_id, campaign_name, manager, product, 0 as requests, 0 as valid_leads, 0 as target_leads,
        0 as brand_leads, cast(null as varchar) as event, 0 as amount, won_deals, new_clients, revenue_micros,
        gross_profit_micros
    from int_deal_day
),

final as (
    select
        cast(date as date) as date,
        cast(channel as varchar) as channel,
        cast(campaign_id as varchar) as campaign_id,
        cast(campaign_name as varchar) as campaign_name,
        cast(manager as varchar) as manager,
        cast(product as varchar) as product,
        cast(sum(requests) as bigint) as requests,
        cast(sum(valid_leads) as bigint) as valid_leads,
        cast(sum(target_leads) as bigint) as target_leads,
        cast(sum(brand_leads) as bigint) as brand_leads,
        cast(sum(case when event = 'contacted' then amount else 0 end) as bigint) as contacted,
        cast(sum(case when event = 'mql' then amount else 0 end) as bigint) as mql,
        cast(sum(case when event = 'sql' then amount else 0 end) as bigint) as sql,
        cast(sum(case when event = 'negotiation' then amount else 0 end) as bigint) as negotiation,
        cast(sum(won_deals) as bigint) as won_deals,
        cast(sum(new_clients) as bigint) as new_clients,
        cast(sum(revenue_micros) as bigint) as revenue_micros,
        cast(sum(gross_profit_micros) as bigint) as gross_profit_micros,
        cast(sum(case when event = 'verdict_qualified' then amount else 0 end) as bigint) as verdict_qualified,
        cast(sum(case when event = 'verdict_not_target' then amount else 0 end) as bigint) as verdict_not_target,
        cast(sum(case when event = 'verdict_fake' then amount else 0 end) as bigint) as verdict_fake,
        cast(sum(case when event = 'verdict_unreached' then amount else 0 end) as bigint) as verdict_unreached
    from dated
    group by date, channel, campaign_id, campaign_name, manager, product
)

select * from final
