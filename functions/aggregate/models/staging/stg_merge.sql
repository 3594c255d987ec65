-- grain: one row per lead or deal whose newest version says that it was merged into another
with versions as (
    select
        'lead' as entity, lead_id as id, merged_into,
        row_number() over (
            partition by lead_id
            order by updated_at desc, pulled_at desc, created_at desc, stage, pipeline, responsible, reject_reason
        ) as recency
    from lead
    union all
    select
        'deal' as entity, deal_id as id, merged_into,
        row_number() over (
            partition by deal_id
            order by updated_at desc, pulled_at desc, created_at desc, stage, pipeline, amount_micros, lost_reason
        ) as recency
    from deal
),

final as (
    select
        cast(entity as varchar) as entity,
        cast(id as varchar) as id,
        cast(merged_into as varchar) as merged_into
    from versions
    where recency = 1 and merged_into is not null
)

select * from final
