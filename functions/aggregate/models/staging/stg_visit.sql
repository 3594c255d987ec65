-- grain: one row per visit
with ranked as (
    select
        *,
        row_number() over (partition by visit_id order by pulled_at desc, started_at desc, landing_url, referrer) as recency
    from visit
),

local_time as (
    select
        ranked.*,
        cast(date_add('minute', coalesce(stg_zone.offset_minutes, 0), ranked.started_at) as date) as started_date
    from ranked
    left join stg_zone on ranked.started_at >= stg_zone.from_utc and ranked.started_at < stg_zone.to_utc
    where ranked.recency = 1
),

final as (
    select
        cast(visit_id as varchar) as visit_id,
        cast(source as varchar) as source,
        cast(account as varchar) as account,
        cast(client_id as varchar) as client_id,
        cast(
            'touch' || '¦' || source || '¦' || account || '¦' || coalesce(channel_hint, '')
            || '¦' || coalesce(utm_source, '') || '¦' || coalesce(utm_medium, '')
            || '¦' || coalesce(utm_campaign, '') || '¦' || coalesce(utm_content, '')
            || '¦' || coalesce(utm_term, '') || '¦' || coalesce(click_kind, '')
            || '¦' || '¦' || '¦' || coalesce(referrer, '') || '¦' || coalesce(landing_url, '') as varchar
        ) as origin_key,
        cast(started_date as date) as started_date,
        cast(date_format(started_date, '%Y-%m') as varchar) as month,
        cast(channel_hint as varchar) as channel_hint,
        cast(utm_source as varchar) as utm_source,
        cast(utm_medium as varchar) as utm_medium,
        cast(utm_campaign as varchar) as utm_campaign,
        cast(utm_content as varchar) as utm_content,
        cast(utm_term as varchar) as utm_term,
        cast(click_kind as varchar) as click_kind,
        cast(referrer as varchar) as referrer,
        cast(landing_url as varchar) as landing_url
    from local_time
)

select * from final
