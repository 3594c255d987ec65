-- grain: one row per row of traffic as the source gave it; a restated day replaces the day, so nothing is deduplicated
with final as (
    select
        cast(source as varchar) as source,
        cast(account as varchar) as account,
        cast(
            'touch' || '¦' || source || '¦' || account || '¦' || coalesce(channel_hint, '')
            || '¦' || coalesce(utm_source, '') || '¦' || coalesce(utm_medium, '')
            || '¦' || coalesce(utm_campaign, '') || '¦' || coalesce(utm_content, '')
            || '¦' || coalesce(utm_term, '') || '¦'
            || '¦' || '¦' || '¦' || '¦' as varchar
        ) as origin_key,
        cast(date as date) as date,
        cast(date_format(date, '%Y-%m') as varchar) as month,
        cast(sessions as bigint) as sessions,
        cast(channel_hint as varchar) as channel_hint,
        cast(utm_source as varchar) as utm_source,
        cast(utm_medium as varchar) as utm_medium,
        cast(utm_campaign as varchar) as utm_campaign,
        cast(utm_content as varchar) as utm_content,
        cast(utm_term as varchar) as utm_term
    from traffic
)

select * from final
