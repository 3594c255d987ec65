-- grain: one row per event, its day, channel, campaign, manager and product: how many requests it happened to
with events as (
    select 'contacted' as event, cast(contact_at as date) as date, channel, campaign_id, campaign_name, manager, product
    from int_request_fact
    where is_valid and contact_at is not null
    union all
    select 'mql' as event, cast(mql_at as date) as date, channel, campaign_id, campaign_name, manager, product
    from int_request_fact
    where is_valid and mql_at is not null
    union all
    select 'sql' as event, cast(sql_at as date) as date, channel, campaign_id, campaign_name, manager, product
    from int_request_fact
    where is_valid and sql_at is not null
    union all
    select 'negotiation' as event, cast(negotiation_at as date) as date, channel, campaign_id, campaign_name, manager, product
    from int_request_fact
    where is_valid and negotiation_at is not null
    union all
    select 'verdict_' || final_verdict as event, cast(verdict_at as date) as date, channel, campaign_id, campaign_name,
        manager, product
    from int_request_fact
    where verdict_at is not null and final_verdict in ('qualified', 'not_target', 'fake', 'unreached')
),

final as (
    select
        cast(event as varchar) as event,
        cast(date as date) as date,
        cast(channel as varchar) as channel,
        cast(campaign_id as varchar) as campaign_id,
        cast(campaign_name as varchar) as campaign_name,
        cast(manager as varchar) as manager,
        cast(product as varchar) as product,
        cast(count(*) as bigint) as requests
    from events
    group by event, date, channel, campaign_id, campaign_name, manager, product
)

select * from final
