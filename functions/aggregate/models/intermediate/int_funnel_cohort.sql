-- grain: one row per day of request, channel, campaign, manager and product; stages count valid requests only
with final as (
    select
        cast(created_date as date) as date,
        cast(channel as varchar) as channel,
        cast(campaign_id as varchar) as campaign_id,
        cast(campaign_name as varchar) as campaign_name,
        cast(manager as varchar) as manager,
        cast(product as varchar) as product,
        cast(count(*) as bigint) as requests,
        cast(count_if(is_valid) as bigint) as valid_leads,
        cast(count_if(is_target) as bigint) as target_leads,
        cast(count_if(is_valid and is_brand) as bigint) as brand_leads,
        cast(count_if(is_valid and is_contacted) as bigint) as contacted,
        cast(count_if(is_valid and is_mql) as bigint) as mql,
        cast(count_if(is_valid and is_sql) as bigint) as sql,
        cast(count_if(is_valid and is_negotiation) as bigint) as negotiation,
        cast(sum(won_deals) as bigint) as won_deals,
        cast(count_if(is_new_client) as bigint) as new_clients,
        cast(sum(revenue_micros) as bigint) as revenue_micros,
        cast(sum(gross_profit_micros) as bigint) as gross_profit_micros,
        cast(count_if(final_verdict = 'qualified') as bigint) as verdict_qualified,
        cast(count_if(final_verdict = 'not_target') as bigint) as verdict_not_target,
        cast(count_if(final_verdict = 'fake') as bigint) as verdict_fake,
        cast(count_if(final_verdict = 'unreached') as bigint) as verdict_unreached,
        cast(
            count_if(coalesce(final_verdict, '') not in ('qualified', 'not_target', 'fake', 'unreached')) as bigint
        ) as verdict_none
    from int_request_fact
    group by created_date, channel, campaign_id, campaign_name, manager, product
)

select * from final
