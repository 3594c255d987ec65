-- grain: one row per request with the origin of its first lead and the outcomes of all its repeats
with final as (
    select
        cast(heads.lead_id as varchar) as request_id,
        cast(heads.source as varchar) as source,
        cast(heads.created_date as date) as created_date,
        cast(heads.cohort_month as varchar) as month,
        cast(heads.agreement as varchar) as agreement,
        cast(heads.channel as varchar) as channel,
        cast(heads.campaign_id as varchar) as campaign_id,
        cast(heads.campaign_name as varchar) as campaign_name,
        cast(heads.manager as varchar) as manager,
        cast(heads.product as varchar) as product,
        cast(heads.is_valid as boolean) as is_valid,
        cast(heads.is_target as boolean) as is_target,
        cast(heads.is_brand as boolean) as is_brand,
        cast(heads.reaction_minutes as bigint) as reaction_minutes,
        cast(heads.first_contact_due as boolean) as is_due,
        cast(coalesce(int_lead_reaction.is_in_limit, false) as boolean) as is_in_limit,
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
        cast(results.won_deals as bigint) as won_deals,
        cast(results.revenue_micros as bigint) as revenue_micros,
        cast(results.gross_profit_micros as bigint) as gross_profit_micros,
        cast(results.final_verdict as varchar) as final_verdict,
        cast(results.verdict_reason as varchar) as verdict_reason,
        cast(results.verdict_at as timestamp(3)) as verdict_at
    from fct_leads as heads
    inner join int_request_result as results on results.request_id = heads.lead_id
    left join int_lead_reaction on int_lead_reaction.lead_id = heads.lead_id
    where heads.is_request
)

select * from final
