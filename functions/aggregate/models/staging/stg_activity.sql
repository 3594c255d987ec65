-- grain: one row per activity
with ranked as (
    select
        *,
        row_number() over (
            partition by activity_id
            order by pulled_at desc, happened_at desc, kind, direction, duration_s, is_answered
        ) as recency
    from activity
),

local_time as (
    select
        ranked.*,
        date_add('minute', coalesce(stg_zone.offset_minutes, 0), ranked.happened_at) as happened_local
    from ranked
    left join stg_zone on ranked.happened_at >= stg_zone.from_utc and ranked.happened_at < stg_zone.to_utc
    where ranked.recency = 1
),

final as (
    select
        cast(activity_id as varchar) as activity_id,
        cast(source as varchar) as source,
        cast(account as varchar) as account,
        cast(lead_id as varchar) as lead_id,
        cast(deal_id as varchar) as deal_id,
        cast(contact_id as varchar) as contact_id,
        cast(kind as varchar) as kind,
        cast(direction as varchar) as direction,
        cast(happened_at as timestamp(3)) as happened_at,
        cast(happened_local as timestamp(3)) as happened_local,
        cast(coalesce(is_answered, coalesce(duration_s, 0) > 0 or kind = 'meeting') as boolean) as is_answered
    from local_time
)

select * from final
