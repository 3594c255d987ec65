-- grain: one row per deal in its newest version; deleted and merged deals are left out
with ranked as (
    select
        *,
        row_number() over (
            partition by deal_id
            order by updated_at desc, pulled_at desc, created_at desc, stage, pipeline, amount_micros, lost_reason
        ) as recency
    from deal
),

newest as (
    select * from ranked
    where recency = 1 and merged_into is null and coalesce(deleted, false) = false
),

local_time as (
    select
        newest.*,
        date_add('minute', coalesce(opened.offset_minutes, 0), newest.created_at) as created_local,
        date_add('minute', coalesce(shut.offset_minutes, 0), newest.closed_at) as closed_local
    from newest
    left join stg_zone as opened on newest.created_at >= opened.from_utc and newest.created_at < opened.to_utc
    left join stg_zone as shut on newest.closed_at >= shut.from_utc and newest.closed_at < shut.to_utc
),

final as (
    select
        -- ids
        cast(deal_id as varchar) as deal_id,
        cast(lead_id as varchar) as lead_id,
        cast(source as varchar) as source,
        cast(account as varchar) as account,
        cast(contact_id as varchar) as contact_id,
        -- dates
        cast(created_at as timestamp(3)) as created_at,
        cast(created_local as timestamp(3)) as created_local,
        cast(created_local as date) as created_date,
        cast(closed_local as timestamp(3)) as closed_local,
        -- numbers
        cast(amount_micros as bigint) as amount_micros,
        cast(cost_micros as bigint) as cost_micros,
        -- texts
        cast(currency as varchar) as currency,
        cast(pipeline as varchar) as pipeline,
        cast(stage as varchar) as crm_stage,
        cast(responsible as varchar) as manager,
        cast(product as varchar) as product,
        cast(lost_reason as varchar) as lost_reason
    from local_time
)

select * from final
