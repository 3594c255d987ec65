-- grain: one row per basis, day, channel, campaign, manager and product of leads and deals
with final as (
    select
        cast('cohort' as varchar) as basis,
        cast(date as date) as date,
        cast(channel as varchar) as channel,
        cast(campaign_id as varchar) as campaign_id,
        cast(campaign_name as varchar) as campaign_name,
        cast(manager as varchar) as manager,
        cast(product as varchar) as product,
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
    from int_funnel_cohort
    union all
    select
        cast('period' as varchar) as basis,
        cast(date as date) as date,
        cast(channel as varchar) as channel,
        cast(campaign_id as varchar) as campaign_id,
        cast(campaign_name as varchar) as campaign_name,
        cast(manager as varchar) as manager,
        cast(product as varchar) as product,
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
        cast(0 as bigint) as verdict_none
    from int_funnel_period
)

select * from final
