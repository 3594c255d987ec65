-- grain: one row per deal; a won or paid lead without a deal of its own stands as its deal (CRMs with one object)
with paid_leads as (
    select distinct lead_id from int_payment_owner where lead_id is not null
),

linked_leads as (
    select distinct lead_id from int_deal_link where lead_id is not null
),

real_deals as (
    select
        stg_deal.deal_id, int_deal_link.lead_id, int_deal_link.person_id, stg_deal.source, stg_deal.pipeline,
        stg_deal.crm_stage, stg_deal.created_at, stg_deal.created_local, stg_deal.created_date, stg_deal.closed_local,
        stg_deal.amount_micros, stg_deal.cost_micros, stg_deal.currency, stg_deal.manager, stg_deal.product,
        lower(trim(stg_deal.lost_reason)) as crm_reason, false as is_lead
    from stg_deal
    left join int_deal_link on int_deal_link.deal_id = stg_deal.deal_id
),

lead_deals as (
    select
        int_lead.lead_id as deal_id, int_lead.lead_id, int_lead.person_id, int_lead.source, int_lead.pipeline,
        int_lead.crm_stage, int_lead.created_at, int_lead.created_local, int_lead.created_date,
        cast(null as timestamp(3)) as closed_local, cast(null as bigint) as amount_micros,
        cast(null as bigint) as cost_micros, cast(null as varchar) as currency, int_lead.manager, int_lead.product,
        int_lead.crm_reason, true as is_lead
    from int_lead
    left join linked_leads on linked_leads.lead_id = int_lead.lead_id
    left join paid_leads on paid_leads.lead_id = int_lead.lead_id
    where linked_leads.lead_id is null and (int_lead.outcome = 'won' or paid_leads.lead_id is not null)
),

deals as (
    select * from real_deals
    union all
    select * from lead_deals
),

final as (
    select
        cast(deals.deal_id as varchar) as deal_id,
        cast(deals.lead_id as varchar) as lead_id,
        cast(deals.person_id as varchar) as person_id,
        cast(deals.source as varchar) as source,
        cast(int_month.agreement as varchar) as agreement,
        cast(deals.is_lead as boolean) as is_lead,
        cast(deals.pipeline as varchar) as pipeline,
        cast(deals.crm_stage as varchar) as crm_stage,
        cast(deals.created_at as timestamp(3)) as created_at,
        cast(deals.created_local as timestamp(3)) as created_local,
        cast(deals.created_date as date) as created_date,
        cast(deals.closed_local as timestamp(3)) as closed_local,
        cast(deals.amount_micros as bigint) as amount_micros,
        cast(deals.cost_micros as bigint) as cost_micros,
        cast(deals.currency as varchar) as currency,
        cast(deals.manager as varchar) as manager,
        cast(deals.product as varchar) as product,
        cast(deals.crm_reason as varchar) as crm_reason
    from deals
    left join int_month on int_month.month = date_format(deals.created_date, '%Y-%m')
)

select * from final
