-- grain: one row per deal: the lead that it names, and the person whose leads are searched where it names none
with final as (
    select
        cast(stg_deal.deal_id as varchar) as deal_id,
        cast(stg_deal.created_at as timestamp(3)) as created_at,
        cast(stg_deal.created_date as date) as created_date,
        cast(named.lead_id as varchar) as named_lead_id,
        cast(named.person_id as varchar) as named_person_id,
        cast(
            case when named.lead_id is null then coalesce(map_person.person_id, 'contact:' || stg_deal.contact_id) end as varchar
        ) as searched_person_id,
        cast(coalesce(agr_company.deal_window_days, 0) as bigint) as window_days
    from stg_deal
    left join map_merge on map_merge.entity = 'lead' and map_merge.id = stg_deal.lead_id
    left join int_lead as named on named.lead_id = coalesce(map_merge.survivor_id, stg_deal.lead_id)
    left join map_person on map_person.kind = 'contact' and map_person.id = stg_deal.contact_id
    left join int_month on int_month.month = date_format(stg_deal.created_date, '%Y-%m')
    left join agr_company on agr_company.agreement = int_month.agreement
)

select * from final
