-- grain: one row per activity that belongs to a lead: the one it names, its deal's, or its person's newest earlier one
with searches as (
    select
        owners.activity_id,
        owners.happened_at,
        coalesce(map_person.person_id, 'contact:' || owners.searched_contact_id) as person_id
    from int_activity_owner as owners
    left join map_person on map_person.kind = 'contact' and map_person.id = owners.searched_contact_id
    where owners.searched_contact_id is not null
),

earlier as (
    select
        searches.activity_id,
        int_lead.lead_id,
        row_number() over (
            partition by searches.activity_id order by int_lead.created_at desc, int_lead.lead_id desc
        ) as recency
    from searches
    inner join int_lead on int_lead.person_id = searches.person_id
    where int_lead.created_at <= searches.happened_at
),

final as (
    select
        cast(coalesce(owners.named_lead_id, earlier.lead_id) as varchar) as lead_id,
        cast(owners.activity_id as varchar) as activity_id,
        cast(owners.kind as varchar) as kind,
        cast(owners.direction as varchar) as direction,
        cast(owners.happened_local as timestamp(3)) as happened_at,
        cast(owners.is_answered as boolean) as is_answered
    from int_activity_owner as owners
    left join earlier on earlier.activity_id = owners.activity_id and earlier.recency = 1
    where coalesce(owners.named_lead_id, earlier.lead_id) is not null
)

select * from final
