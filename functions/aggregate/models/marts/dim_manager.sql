-- grain: one row per person who is responsible for a lead or a deal, or was for a lead, as the CRM calls them
with people as (
    select manager, source, 1 as leads, 0 as deals from int_lead
    union all
    select manager, source, 0 as leads, 1 as deals from int_deal where not is_lead
    union all
    select manager, source, 0 as leads, 0 as deals from stg_lead_owner
),

names as (
    select source, id, max(name) as name
    from stg_dictionary
    where kind = 'user'
    group by source, id
),

final as (
    select
        cast(people.manager as varchar) as manager,
        cast(coalesce(max(names.name), people.manager) as varchar) as manager_name,
        cast(sum(people.leads) as bigint) as leads,
        cast(sum(people.deals) as bigint) as deals
    from people
    left join names on names.source = people.source and names.id = people.manager
    where people.manager is not null
    group by people.manager
)

select * from final
