-- grain: one row per contact in its newest version, merged ones too
with ranked as (
    select
        *,
        row_number() over (
            partition by contact_id
            order by updated_at desc, pulled_at desc, created_at desc, phone_key, email_key, client_id, merged_into
        ) as recency
    from contact
),

final as (
    select
        cast(contact_id as varchar) as contact_id,
        cast(source as varchar) as source,
        cast(created_at as timestamp(3)) as created_at,
        cast(phone_key as varchar) as phone_key,
        cast(email_key as varchar) as email_key,
        cast(client_id as varchar) as client_id,
        cast(merged_into as varchar) as merged_into
    from ranked
    where recency = 1
)

select * from final
