-- rows: deals won before their lead, or before the deal itself, was created
with final as (
    select
        cast(fct_deals.deal_id as varchar) as deal_id,
        cast(fct_deals.lead_id as varchar) as lead_id,
        cast(coalesce(fct_leads.created_date, fct_deals.created_date) as date) as created_date,
        cast(fct_deals.won_at as date) as won_date
    from fct_deals
    left join fct_leads on fct_leads.lead_id = fct_deals.lead_id
    where cast(fct_deals.won_at as date) < coalesce(fct_leads.created_date, fct_deals.created_date)
)

select * from final
