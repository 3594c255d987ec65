-- grain: one row per distinct row of spend among those that share day, ids and numbers with another, with its number of copies.
-- Only these can be copies of each other; the other rows needn't be compared text by text
with suspects as (
    select
        date,
        source,
        account,
        coalesce(campaign_id, '') as campaign_id,
        coalesce(ad_group_id, '') as ad_group_id,
        coalesce(ad_id, '') as ad_id,
        coalesce(impressions, 0) as impressions,
        coalesce(clicks, 0) as clicks,
        coalesce(cost_micros, 0) as cost_micros
    from stg_spend
    group by
        date, source, account, coalesce(campaign_id, ''), coalesce(ad_group_id, ''), coalesce(ad_id, ''),
        coalesce(impressions, 0), coalesce(clicks, 0), coalesce(cost_micros, 0)
    having count(*) > 1
),

final as (
    select
        cast(paid.date as date) as date,
        cast(paid.month as varchar) as month,
        cast(paid.source as varchar) as source,
        cast(paid.account as varchar) as account,
        cast(paid.campaign_id as varchar) as campaign_id,
        cast(paid.campaign_name as varchar) as campaign_name,
        cast(paid.campaign_key as varchar) as campaign_key,
        cast(paid.ad_group_id as varchar) as ad_group_id,
        cast(paid.ad_group_name as varchar) as ad_group_name,
        cast(paid.ad_id as varchar) as ad_id,
        cast(paid.ad_name as varchar) as ad_name,
        cast(paid.keyword as varchar) as keyword,
        cast(paid.origin_key as varchar) as origin_key,
        cast(paid.impressions as bigint) as impressions,
        cast(paid.clicks as bigint) as clicks,
        cast(paid.cost_micros as bigint) as cost_micros,
        cast(paid.currency as varchar) as currency,
        cast(paid.vat_included as boolean) as vat_included,
        cast(count(*) as bigint) as row_count
    from stg_spend as paid
    inner join suspects
        on suspects.date = paid.date and suspects.source = paid.source and suspects.account = paid.account
        and suspects.campaign_id = coalesce(paid.campaign_id, '')
        and suspects.ad_group_id = coalesce(paid.ad_group_id, '') and suspects.ad_id = coalesce(paid.ad_id, '')
        and suspects.impressions = coalesce(paid.impressions, 0) and suspects.clicks = coalesce(paid.clicks, 0)
        and suspects.cost_micros = coalesce(paid.cost_micros, 0)
    group by
        paid.date, paid.month, paid.source, paid.account, paid.campaign_id, paid.campaign_name, paid.campaign_key,
        paid.ad_group_id, paid.ad_group_name, paid.ad_id, paid.ad_name, paid.keyword, paid.origin_key, paid.impressions,
        paid.clicks, paid.cost_micros, paid.currency, paid.vat_included
)

select * from final
