-- grain: one row per pair of contact and client id that stand together on a lead, with its first lead.
-- A client id that only one lead bears, and no contact, joins nobody and is left out
with pairs as (
    select
        contact_id,
        client_id,
        lead_id,
        created_at,
        count(*) over (partition by client_id) as bearers,
        row_number() over (partition by contact_id, client_id order by created_at, lead_id) as place
    from stg_lead
    where contact_id is not null or client_id is not null
),

known as (
    select distinct client_id from stg_contact where client_id is not null
),

final as (
    select
        cast(pairs.contact_id as varchar) as contact_id,
        cast(pairs.client_id as varchar) as client_id,
        cast(pairs.lead_id as varchar) as first_lead_id,
        cast(pairs.created_at as timestamp(3)) as first_at
    from pairs
    left join known on known.client_id = pairs.client_id
    where pairs.place = 1 and (pairs.contact_id is not null or pairs.bearers > 1 or known.client_id is not null)
)

select * from final
