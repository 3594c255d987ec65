-- grain: one row per activity: the lead that it or its deal names, and the contact whose leads are searched where they name none
with final as (
    select
        cast(stg_activity.activity_id as varchar) as activity_id,
        cast(coalesce(leads.survivor_id, stg_activity.lead_id, int_deal_link.lead_id) as varchar) as named_lead_id,
        cast(
            case
                when coalesce(leads.survivor_id, stg_activity.lead_id, int_deal_link.lead_id) is null then stg_activity.contact_id
            end as varchar
        ) as searched_contact_id,
        cast(stg_activity.kind as varchar) as kind,
        cast(coalesce(stg_activity.direction, 'out') as varchar) as direction,
        cast(stg_activity.happened_at as timestamp(3)) as happened_at,
        cast(stg_activity.happened_local as timestamp(3)) as happened_local,
        cast(stg_activity.is_answered as boolean) as is_answered
    from stg_activity
    left join map_merge as leads on leads.entity = 'lead' and leads.id = stg_activity.lead_id
    left join map_merge as deals on deals.entity = 'deal' and deals.id = stg_activity.deal_id
    left join int_deal_link on int_deal_link.deal_id = coalesce(deals.survivor_id, stg_activity.deal_id)
)

select * from final
