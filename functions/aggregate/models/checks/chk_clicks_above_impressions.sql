-- rows: days and campaigns with more clicks than impressions
with final as (
    select
        cast(date as date) as date,
        cast(source as varchar) as source,
        cast(channel as varchar) as channel,
        cast(campaign_id as varchar) as campaign_id,
        cast(ad_group_id as varchar) as ad_group_id,
        cast(ad_group_name as varchar) as ad_group_name,
        cast(ad_id as varchar) as ad_id,
        cast(ad_name as varchar) as ad_name,
        cast(keyword as varchar) as keyword,
        cast(impressions as bigint) as impressions,
        cast(clicks as bigint) as clicks
    from int_spend
    where clicks > impressions
)

select * from final
