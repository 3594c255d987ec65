-- grain: one row per lead in its newest version; deleted and merged leads are left out
-- most leads have one version, and only the others need to be ranked
with ranked as (
    select lead.*, 1 as recency
    from lead
    left join stg_lead_changed as changed on changed.lead_id = lead.lead_id
    where changed.lead_id is null
    union all
    select
        lead.*,
        row_number() over (
            partition by lead.lead_id
            order by lead.updated_at desc, lead.pulled_at desc, lead.created_at desc, lead.stage, lead.pipeline,
                lead.responsible, lead.reject_reason
        ) as recency
    from lead
    inner join stg_lead_changed as changed on changed.lead_id = lead.lead_id
),

newest as (
    select * from ranked
    where recency = 1 and merged_into is null and coalesce(deleted, false) = false
),

local_time as (
    select
        newest.*,
        date_add('minute', coalesce(stg_zone.offset_minutes, 0), newest.created_at) as created_local
    from newest
    left join stg_zone on newest.created_at >= stg_zone.from_utc and newest.created_at < stg_zone.to_utc
),

final as (
    select
        -- ids
        cast(lead_id as varchar) as lead_id,
        cast(source as varchar) as source,
        cast(account as varchar) as account,
        cast(contact_id as varchar) as contact_id,
        cast(client_id as varchar) as client_id,
        cast(
            'touch¦' || source || '¦' || account || coalesce('¦' || channel_hint, '¦')
            || coalesce('¦' || utm_source, '¦') || coalesce('¦' || utm_medium, '¦')
            || coalesce('¦' || utm_campaign, '¦') || coalesce('¦' || utm_content, '¦')
            || coalesce('¦' || utm_term, '¦') || coalesce('¦' || click_kind, '¦')
            || coalesce('¦¦¦' || referrer || '¦', '¦¦¦¦') as varchar
        ) as origin_key,
        -- dates
        cast(created_at as timestamp(3)) as created_at,
        cast(created_local as timestamp(3)) as created_local,
        cast(created_local as date) as created_date,
        -- numbers
        cast(score as double) as score,
        -- texts
        cast(pipeline as varchar) as pipeline,
        cast(stage as varchar) as crm_stage,
        cast(responsible as varchar) as manager,
        cast(product as varchar) as product,
        cast(reject_reason as varchar) as reject_reason,
        cast(channel_hint as varchar) as channel_hint,
        cast(utm_source as varchar) as utm_source,
        cast(utm_medium as varchar) as utm_medium,
        cast(utm_campaign as varchar) as utm_campaign,
        cast(utm_content as varchar) as utm_content,
        cast(utm_term as varchar) as utm_term,
        cast(click_kind as varchar) as click_kind,
        cast(referrer as varchar) as referrer,
        cast(url as varchar) as url
    from local_time
)

select * from final
