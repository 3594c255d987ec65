-- grain: one row per lead and field, as noted last
with ranked as (
    select
        *,
        row_number() over (
            partition by lead_id, lower(field)
            order by noted_at desc, pulled_at desc, value_text, value_number
        ) as recency
    from lead_field
),

final as (
    select
        cast(lead_id as varchar) as lead_id,
        cast(lower(field) as varchar) as field,
        cast(lower(trim(value_text)) as varchar) as value_text,
        cast(value_number as double) as value_number
    from ranked
    where recency = 1
)

select * from final
