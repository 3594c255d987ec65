-- grain: one row per lead and field, as noted last; what was emptied leaves the word to what was noted before it
with versions as (
    select
        lead_field.*,
        row_number() over (
            partition by lead_field.lead_id, lower(lead_field.field), lead_field.noted_at
            order by lead_field.pulled_at desc, lead_field.value_text, lead_field.value_number
        ) as version
    from lead_field
    left join stg_deal_gone as gone on gone.lead_id = lead_field.lead_id and gone.created_at = lead_field.noted_at
    where gone.lead_id is null
),

ranked as (
    select
        *,
        row_number() over (partition by lead_id, lower(field) order by noted_at desc, value_text, value_number) as recency
    from versions
    where version = 1 and (value_text is not null or value_number is not null)
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
