-- grain: one row per lead or deal whose newest version says that it was merged into another
with merged_leads as (
    select distinct lead_id from lead where merged_into is not null
),

merged_deals as (
    select distinct deal_id from deal where merged_into is not null
),

versions as (
    select
        'lead' as entity, lead.lead_id as id, lead.merged_into,
        row_number() over (
            partition by lead.lead_id
            order by lead.updated_at desc, lead.pulled_at desc, lead.created_at desc, lead.stage, lead.pipeline,
                lead.responsible, lead.reject_reason
        ) as recency
    from lead
    inner join merged_leads on merged_leads.lead_id = lead.lead_id
    union all
    select
        'deal' as entity, deal.deal_id as id, deal.merged_into,
        row_number() over (
            partition by deal.deal_id
            order by deal.updated_at desc, deal.pulled_at desc, deal.created_at desc, deal.stage, deal.pipeline,
                deal.amount_micros, deal.lost_reason
        ) as recency
    from deal
    inner join merged_deals on merged_deals.deal_id = deal.deal_id
),

final as (
    select
        cast(entity as varchar) as entity,
        cast(id as varchar) as id,
        cast(merged_into as varchar) as merged_into
    from versions
    where recency = 1 and merged_into is not null
)

select * from final
