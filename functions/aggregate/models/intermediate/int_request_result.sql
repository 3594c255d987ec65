-- grain: one row per request: its outcomes over all the repeats that belong to it.
-- The newest verdict speaks for the request; that a repeat is a fake one (a double) says nothing about it.
with judged as (
    select distinct fct_leads.request_id
    from fct_leads
    left join int_lead_verdict on int_lead_verdict.lead_id = fct_leads.lead_id
    where fct_leads.final_verdict is not null or fct_leads.verdict_reason is not null
        or int_lead_verdict.verdict_at is not null
),

verdicts as (
    select
        fct_leads.request_id,
        fct_leads.final_verdict,
        fct_leads.verdict_reason,
        int_lead_verdict.verdict_at,
        row_number() over (
            partition by fct_leads.request_id
            order by
                case when fct_leads.is_request or fct_leads.final_verdict <> 'fake' then 0 else 1 end,
                int_lead_verdict.verdict_at desc,
                fct_leads.lead_id
        ) as place
    from fct_leads
    inner join judged on judged.request_id = fct_leads.request_id
    left join int_lead_verdict on int_lead_verdict.lead_id = fct_leads.lead_id
),

results as (
    select
        fct_leads.request_id,
        bool_or(fct_leads.is_contacted) as is_contacted,
        bool_or(fct_leads.is_mql) as is_mql,
        bool_or(fct_leads.is_sql) as is_sql,
        bool_or(fct_leads.is_negotiation) as is_negotiation,
        bool_or(fct_leads.is_won) as is_won,
        bool_or(fct_leads.is_new_client) as is_new_client,
        min(fct_leads.contact_at) as contact_at,
        min(fct_leads.mql_at) as mql_at,
        min(fct_leads.sql_at) as sql_at,
        min(fct_leads.negotiation_at) as negotiation_at,
        min(fct_leads.won_at) as won_at,
        min(int_lead_deals.new_client_at) as new_client_at,
        sum(int_lead_deals.won_deals) as won_deals,
        sum(fct_leads.revenue_micros) as revenue_micros,
        sum(fct_leads.gross_profit_micros) as gross_profit_micros
    from fct_leads
    left join int_lead_deals on int_lead_deals.lead_id = fct_leads.lead_id
    group by fct_leads.request_id
),

final as (
    select
        cast(results.request_id as varchar) as request_id,
        cast(results.is_contacted as boolean) as is_contacted,
        cast(results.is_mql as boolean) as is_mql,
        cast(results.is_sql as boolean) as is_sql,
        cast(results.is_negotiation as boolean) as is_negotiation,
        cast(results.is_won as boolean) as is_won,
        cast(results.is_new_client as boolean) as is_new_client,
        cast(results.contact_at as timestamp(3)) as contact_at,
        cast(results.mql_at as timestamp(3)) as mql_at,
        cast(results.sql_at as timestamp(3)) as sql_at,
        cast(results.negotiation_at as timestamp(3)) as negotiation_at,
        cast(results.won_at as timestamp(3)) as won_at,
        cast(results.new_client_at as timestamp(3)) as new_client_at,
        cast(coalesce(results.won_deals, 0) as bigint) as won_deals,
        cast(coalesce(results.revenue_micros, 0) as bigint) as revenue_micros,
        cast(coalesce(results.gross_profit_micros, 0) as bigint) as gross_profit_micros,
        cast(verdicts.final_verdict as varchar) as final_verdict,
        cast(verdicts.verdict_reason as varchar) as verdict_reason,
        cast(verdicts.verdict_at as timestamp(3)) as verdict_at
    from results
    left join verdicts on verdicts.request_id = results.request_id and verdicts.place = 1
)

select * from final
