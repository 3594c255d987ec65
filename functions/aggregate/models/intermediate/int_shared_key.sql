-- grain: one row per personal key that more people share than the agreement lets join
with holders as (
    select 'phone' as kind, phone_key as key_value, contact_id as holder from stg_contact
    union
    select 'email' as kind, email_key as key_value, contact_id as holder from stg_contact
    union
    select 'client' as kind, client_id as key_value, contact_id as holder from stg_contact
    union
    select 'client' as kind, client_id as key_value, coalesce(contact_id, lead_id) as holder from stg_lead
),

counted as (
    select kind, key_value, count(distinct holder) as holders
    from holders
    where key_value is not null
    group by kind, key_value
),

final as (
    select
        cast(counted.kind as varchar) as kind,
        cast(counted.key_value as varchar) as key_value,
        cast(counted.holders as bigint) as holders
    from counted
    cross join int_now
    where counted.holders > int_now.person_key_limit
)

select * from final
