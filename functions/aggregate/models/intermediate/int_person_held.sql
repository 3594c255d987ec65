-- grain: one row per contact, link or merge: a member of a person (a contact, or the first lead of a client id without a contact),
-- a key that it holds or null, and since when it is known
with held as (
    select
        'contact' as member_kind, contact_id as member_id, 'phone' as kind, phone_key as key_value, created_at as known_at
    from stg_contact
    union all
    select 'contact' as member_kind, contact_id as member_id, 'email' as kind, email_key as key_value, created_at as known_at
    from stg_contact
    union all
    select 'contact' as member_kind, contact_id as member_id, 'client' as kind, client_id as key_value, created_at as known_at
    from stg_contact
    union all
    -- a contact that others were merged into is a key of them all
    select 'contact' as member_kind, contact_id as member_id, 'merged' as kind, merged_into as key_value, created_at as known_at
    from stg_contact
    union all
    select
        'contact' as member_kind, merged_into as member_id, 'merged' as kind, merged_into as key_value,
        cast(null as timestamp(3)) as known_at
    from stg_contact
    where merged_into is not null
    union all
    select
        case when contact_id is null then 'lead' else 'contact' end as member_kind,
        coalesce(contact_id, first_lead_id) as member_id,
        'client' as kind,
        client_id as key_value,
        first_at as known_at
    from int_person_link
),

final as (
    select
        cast(member_kind as varchar) as member_kind,
        cast(member_id as varchar) as member_id,
        cast(kind as varchar) as kind,
        cast(key_value as varchar) as key_value,
        cast(known_at as timestamp(3)) as known_at
    from held
)

select * from final
