-- grain: one row per agreement and distinct origin of spend, traffic, visits and leads
with final as (
    select distinct
        cast(agreement as varchar) as agreement,
        cast(origin_key as varchar) as origin_key,
        cast(is_spend as boolean) as is_spend,
        cast(source as varchar) as source,
        cast(account as varchar) as account,
        cast(channel_hint as varchar) as channel_hint,
        cast(utm_source as varchar) as utm_source,
        cast(utm_medium as varchar) as utm_medium,
        cast(utm_campaign as varchar) as utm_campaign,
        cast(utm_content as varchar) as utm_content,
        cast(utm_term as varchar) as utm_term,
        cast(click_kind as varchar) as click_kind,
        cast(campaign_name as varchar) as campaign_name,
        cast(keyword as varchar) as keyword,
        cast(referrer as varchar) as referrer,
        cast(landing_url as varchar) as landing_url
    from int_origin_use
)

select * from final
