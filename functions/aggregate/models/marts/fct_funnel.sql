-- grain: one row per day, basis, channel, campaign, manager and product; spend and visits stand in both bases
with media as (
    select date, channel, campaign_id, campaign_name, impressions, clicks, 0 as visits, spend_micros
    from fct_spend
    union all
    select date, channel, campaign_id, campaign_name, 0 as impressions, 0 as clicks, visits, 0 as spend_micros
    from int_visit_day
),

media_days as (
    select date, channel, campaign_id, campaign_name, cast(sum(impressions) as bigint) as impressions,
        cast(sum(clicks) as bigint) as clicks, cast(sum(visits) as bigint) as visits,
        cast(sum(spend_micros) as bigint) as spend_micros
    from media
    group by date, channel, campaign_id, campaign_name
),

-- spend and visits meet only the leads of nobody and nothing; the others are added up already
parts as (
    select basis, date, channel, campaign_id, campaign_name, 0 as impressions, 0 as clicks, 0 as visits, 0 as spend_micros,
        requests, valid_leads, target_leads, brand_leads, contacted, mql, sql, negotiation, won_deals, new_clients,
        revenue_micros, gross_profit_micros, verdict_qualified, verdict_not_target, verdict_fake, verdict_unreached,
        verdict_none
    from int_funnel_part
    where manager is null and product is null
    union all
    select bases.basis, media_days.date, media_days.channel, media_days.campaign_id, media_days.campaign_name,
        media_days.impressions, media_days.clicks, media_days.visits, media_days.spend_micros, 0 as requests,
        0 as valid_leads, 0 as target_leads, 0 as brand_leads, 0 as contacted, 0 as mql, 0 as sql, 0 as negotiation,
        0 as won_deals, 0 as new_clients, 0 as revenue_micros, 0 as gross_profit_micros, 0 as verdict_qualified,
        0 as verdict_not_target, 0 as verdict_fake, 0 as verdict_unreached, 0 as verdict_none
    from media_days
    cross join (values ('cohort'), ('period')) as bases (basis)
),

together as (
    select basis, date, channel, campaign_id, campaign_name, manager, product, 0 as impressions, 0 as clicks, 0 as visits,
        0 as spend_micros, requests, valid_leads, target_leads, brand_leads, contacted, mql, sql, negotiation, won_deals,
        new_clients, revenue_micros, gross_profit_micros, verdict_qualified, verdict_not_target, verdict_fake,
        verdict_unreached, verdict_none
    from int_funnel_part
    where manager is not null or product is not null
    union all
    select
        basis,
        date,
        channel,
        campaign_id,
        campaign_name,
        cast(null as varchar) as manager,
        cast(null as varchar) as product,
        cast(sum(impressions) as bigint) as impressions,
        cast(sum(clicks) as bigint) as clicks,
        cast(sum(visits) as bigint) as visits,
        cast(sum(spend_micros) as bigint) as spend_micros,
        cast(sum(requests) as bigint) as requests,
        cast(sum(valid_leads) as bigint) as valid_leads,
        cast(sum(target_leads) as bigint) as target_leads,
        cast(sum(brand_leads) as bigint) as brand_leads,
        cast(sum(contacted) as bigint) as contacted,
        cast(sum(mql) as bigint) as mql,
        cast(sum(sql) as bigint) as sql,
        cast(sum(negotiation) as bigint) as negotiation,
        cast(sum(won_deals) as bigint) as won_deals,
        cast(sum(new_clients) as bigint) as new_clients,
        cast(sum(revenue_micros) as bigint) as revenue_micros,
        cast(sum(gross_profit_micros) as bigint) as gross_profit_micros,
        cast(sum(verdict_qualified) as bigint) as verdict_qualified,
        cast(sum(verdict_not_target) as bigint) as verdict_not_target,
        cast(sum(verdict_fake) as bigint) as verdict_fake,
        cast(sum(verdict_unreached) as bigint) as verdict_unreached,
        cast(sum(verdict_none) as bigint) as verdict_none
    from parts
    group by basis, date, channel, campaign_id, campaign_name
),

final as (
    select
        cast(date as date) as date,
        cast(date_format(date, '%Y-%m') as varchar) as month,
        cast(basis as varchar) as basis,
        cast(channel as varchar) as channel,
        cast(campaign_id as varchar) as campaign_id,
        cast(campaign_name as varchar) as campaign_name,
        cast(manager as varchar) as manager,
        cast(product as varchar) as product,
        cast(impressions as bigint) as impressions,
        cast(clicks as bigint) as clicks,
        cast(visits as bigint) as visits,
        cast(spend_micros as bigint) as spend_micros,
        cast(requests as bigint) as requests,
        cast(valid_leads as bigint) as valid_leads,
        cast(target_leads as bigint) as target_leads,
        cast(brand_leads as bigint) as brand_leads,
        cast(contacted as bigint) as contacted,
        cast(mql as bigint) as mql,
        cast(sql as bigint) as sql,
        cast(negotiation as bigint) as negotiation,
        cast(won_deals as bigint) as won_deals,
        cast(new_clients as bigint) as new_clients,
        cast(revenue_micros as bigint) as revenue_micros,
        cast(gross_profit_micros as bigint) as gross_profit_micros,
        cast(verdict_qualified as bigint) as verdict_qualified,
        cast(verdict_not_target as bigint) as verdict_not_target,
        cast(verdict_fake as bigint) as verdict_fake,
        cast(verdict_unreached as bigint) as verdict_unreached,
        cast(verdict_none as bigint) as verdict_none
    from together
)

select * from final
