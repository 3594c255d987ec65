-- grain: one row per source, account, local day and origin with its visits: nobody asks for a single one
-- most visits have one version, and only the others need to be ranked
with ranked as (
    select visit.*, 1 as recency
    from visit
    left join stg_visit_changed as changed on changed.visit_id = visit.visit_id
    where changed.visit_id is null
    union all
    select
        visit.*,
        row_number() over (
            partition by visit.visit_id
            order by visit.pulled_at desc, visit.started_at desc, visit.landing_url, visit.referrer
        ) as recency
    from visit
    inner join stg_visit_changed as changed on changed.visit_id = visit.visit_id
),

counted as (
    select
        ranked.source, ranked.account,
        cast(date_add('minute', coalesce(stg_zone.offset_minutes, 0), ranked.started_at) as date) as started_date,
        ranked.channel_hint, ranked.utm_source, ranked.utm_medium, ranked.utm_campaign, ranked.utm_content,
        ranked.utm_term, ranked.click_kind, ranked.referrer, ranked.landing_url,
        count(*) as visits
    from ranked
    left join stg_zone on ranked.started_at >= stg_zone.from_utc and ranked.started_at < stg_zone.to_utc
    where ranked.recency = 1
    group by
        ranked.source, ranked.account,
        cast(date_add('minute', coalesce(stg_zone.offset_minutes, 0), ranked.started_at) as date),
        ranked.channel_hint, ranked.utm_source, ranked.utm_medium, ranked.utm_campaign, ranked.utm_content,
        ranked.utm_term, ranked.click_kind, ranked.referrer, ranked.landing_url
),

final as (
    select
        cast(source as varchar) as source,
        cast(account as varchar) as account,
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
        cast(landing_url as varchar) as landing_url,
        cast(visits as bigint) as visits
    from counted
)

select * from final
