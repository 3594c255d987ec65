-- grain: one row per request: its outcomes over all the repeats that belong to it.
-- The newest verdict speaks for the request; that a repeat is a fake one (a double) says nothing about it.
with repeats as (
    select
        fct_leads.*,
        int_lead_deals.won_deals,
        int_lead_deals.new_client_at,
        int_lead_verdict.verdict_at,
        int_lead_verdict.is_reviewed,
        int_lead_verdict.is_agreed,
        int_lead_verdict.is_overturned,
        row_number() over (
            partition by fct_leads.request_id
            order by
                case when fct_leads.is_request or fct_leads.final_verdict <> 'fake' then 0 else 1 end,
                int_lead_verdict.verdict_at desc,
                fct_leads.lead_id
        ) as verdict_place
    from fct_leads
    left join int_lead_deals on int_lead_deals.lead_id = fct_leads.lead_id
    left join int_lead_verdict on int_lead_verdict.lead_id = fct_leads.lead_id
),

final as (
    select
        cast(request_id as varchar) as request_id,
        cast(bool_or(is_contacted) as boolean) as is_contacted,
        cast(bool_or(is_mql) as boolean) as is_mql,
        cast(bool_or(is_sql) as boolean) as is_sql,
        cast(bool_or(is_negotiation) as boolean) as is_negotiation,
        cast(bool_or(is_won) as boolean) as is_won,
        cast(bool_or(is_new_client) as boolean) as is_new_client,
        cast(min(contact_at) as timestamp(3)) as contact_at,
        cast(min(mql_at) as timestamp(3)) as mql_at,
        cast(min(sql_at) as timestamp(3)) as sql_at,
        cast(min(negotiation_at) as timestamp(3)) as negotiation_at,
        cast(min(won_at) as timestamp(3)) as won_at,
        cast(min(new_client_at) as timestamp(3)) as new_client_at,
        cast(coalesce(sum(won_deals), 0) as bigint) as won_deals,
        cast(coalesce(sum(revenue_micros), 0) as bigint) as revenue_micros,
        cast(coalesce(sum(gross_profit_micros), 0) as bigint) as gross_profit_micros,
        cast(max(case when verdict_place = 1 then final_verdict end) as varchar) as final_verdict,
        cast(max(case when verdict_place = 1 then verdict_reason end) as varchar) as verdict_reason,
        cast(max(case when verdict_place = 1 then verdict_at end) as timestamp(3)) as verdict_at
    from repeats
    group by request_id
)

select * from final
