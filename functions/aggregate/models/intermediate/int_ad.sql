-- grain: one row per distinct ad, as platform and connection name it, with a number: what a million rows of spend repeat is here once
with final as (
    select distinct
        cast(ad as bigint) as ad,
        cast(source as varchar) as source,
        cast(account as varchar) as account,
        cast(campaign_id as varchar) as campaign_id,
        cast(campaign_name as varchar) as campaign_name,
        cast(campaign_key as varchar) as campaign_key,
        cast(ad_group_id as varchar) as ad_group_id,
        cast(ad_group_name as varchar) as ad_group_name,
        cast(ad_id as varchar) as ad_id,
        cast(ad_name as varchar) as ad_name,
        cast(keyword as varchar) as keyword,
        cast(origin_key as varchar) as origin_key,
        cast(channel_hint as varchar) as channel_hint,
        cast(utm_source as varchar) as utm_source,
        cast(utm_medium as varchar) as utm_medium,
        cast(utm_campaign as varchar) as utm_campaign,
        cast(utm_content as varchar) as utm_content,
        cast(utm_term as varchar) as utm_term,
        cast(currency as varchar) as currency,
        cast(vat_included as boolean) as vat_included
    from int_ad_month
)

select * from final
