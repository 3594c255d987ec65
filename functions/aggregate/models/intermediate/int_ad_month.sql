-- grain: one row per month and ad, as platform and connection name it: the number of the ad, which is the same in every month, and
-- the last day of the month on which it was paid for
with spelled as (
    select
        month, source, account, campaign_id, campaign_name, ad_group_id, ad_group_name, ad_id, ad_name, ruled_keyword,
        channel_hint, utm_source, utm_medium, utm_campaign, utm_content, utm_term, currency, vat_included,
        max(date) as last_date
    from stg_spend
    group by
        month, source, account, campaign_id, campaign_name, ad_group_id, ad_group_name, ad_id, ad_name, ruled_keyword,
        channel_hint, utm_source, utm_medium, utm_campaign, utm_content, utm_term, currency, vat_included
),

ads as (
    select
        month,
        source,
        account,
        coalesce(campaign_id, '') as campaign_id,
        coalesce(campaign_name, '') as campaign_name,
        coalesce(ad_group_id, '') as ad_group_id,
        coalesce(ad_group_name, '') as ad_group_name,
        coalesce(ad_id, '') as ad_id,
        coalesce(ad_name, '') as ad_name,
        coalesce(ruled_keyword, '') as keyword,
        coalesce(channel_hint, '') as channel_hint,
        coalesce(utm_source, '') as utm_source,
        coalesce(utm_medium, '') as utm_medium,
        coalesce(utm_campaign, '') as utm_campaign,
        coalesce(utm_content, '') as utm_content,
        coalesce(utm_term, '') as utm_term,
        coalesce(currency, '') as currency,
        vat_included,
        max(last_date) as last_date
    from spelled
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18
),

final as (
    select
        cast(month as varchar) as month,
        cast(
            dense_rank() over (
                order by source, account, campaign_id, campaign_name, ad_group_id, ad_group_name, ad_id, ad_name, keyword,
                    channel_hint, utm_source, utm_medium, utm_campaign, utm_content, utm_term, currency, vat_included
            ) as bigint
        ) as ad,
        cast(last_date as date) as last_date,
        cast(source as varchar) as source,
        cast(account as varchar) as account,
        cast(nullif(campaign_id, '') as varchar) as campaign_id,
        cast(nullif(campaign_name, '') as varchar) as campaign_name,
        cast(
            coalesce(nullif(campaign_id, ''), nullif(campaign_name, ''), nullif(utm_campaign, '')) as varchar
        ) as campaign_key,
        cast(nullif(ad_group_id, '') as varchar) as ad_group_id,
        cast(nullif(ad_group_name, '') as varchar) as ad_group_name,
        cast(nullif(ad_id, '') as varchar) as ad_id,
        cast(nullif(ad_name, '') as varchar) as ad_name,
        cast(nullif(keyword, '') as varchar) as keyword,
        cast(
            'spend¦' || source || '¦' || account || '¦' || channel_hint || '¦' || utm_source || '¦' || utm_medium
            || '¦' || utm_campaign || '¦' || utm_content || '¦' || utm_term || '¦¦' || campaign_name || '¦' || keyword
            || '¦¦' as varchar
        ) as origin_key,
        cast(nullif(channel_hint, '') as varchar) as channel_hint,
        cast(nullif(utm_source, '') as varchar) as utm_source,
        cast(nullif(utm_medium, '') as varchar) as utm_medium,
        cast(nullif(utm_campaign, '') as varchar) as utm_campaign,
        cast(nullif(utm_content, '') as varchar) as utm_content,
        cast(nullif(utm_term, '') as varchar) as utm_term,
        cast(nullif(currency, '') as varchar) as currency,
        cast(vat_included as boolean) as vat_included
    from ads
)

select * from final
