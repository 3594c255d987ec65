-- grain: one row per lead of the CRM, repeat requests too
with final as (
    select
        -- ids
        cast(leads.lead_id as varchar) as lead_id,
        cast(leads.person_id as varchar) as person_id,
        cast(leads.source as varchar) as source,
        cast(leads.account as varchar) as account,
        cast(leads.channel as varchar) as channel,
        cast(leads.campaign_id as varchar) as campaign_id,
        cast(leads.campaign_name as varchar) as campaign_name,
        cast(leads.product as varchar) as product,
        cast(leads.manager as varchar) as manager,
        -- dates
        cast(leads.created_local as timestamp(3)) as created_at,
        cast(leads.created_date as date) as created_date,
        cast(leads.cohort_month as varchar) as cohort_month,
        cast(leads.agreement as varchar) as agreement,
        -- quality
        cast(request.is_request as boolean) as is_request,
        cast(validity.is_valid as boolean) as is_valid,
        cast(validity.validity_reason as varchar) as validity_reason,
        cast(validity.is_valid and coalesce(target.is_target, false) as boolean) as is_target,
        cast(coalesce(target.is_known, false) as boolean) as target_known,
        cast(coalesce(leads.is_brand, false) as boolean) as is_brand,
        -- stages
        cast(reached.mql_at as timestamp(3)) as mql_at,
        cast(reached.contact_at as timestamp(3)) as contact_at,
        cast(reached.sql_at as timestamp(3)) as sql_at,
        cast(reached.negotiation_at as timestamp(3)) as negotiation_at,
        cast(deals.won_at as timestamp(3)) as won_at,
        cast(
            case when coalesce(deals.is_lost, lost.lead_id is not null) then coalesce(deals.lost_at, lost.lost_at) end as timestamp(3)
        ) as lost_at,
        cast(coalesce(reached.is_contacted, false) as boolean) as is_contacted,
        cast(coalesce(reached.is_mql, false) as boolean) as is_mql,
        cast(coalesce(reached.is_sql, false) as boolean) as is_sql,
        cast(coalesce(reached.is_negotiation, false) as boolean) as is_negotiation,
        cast(coalesce(deals.is_won, false) as boolean) as is_won,
        cast(coalesce(deals.is_lost, lost.lead_id is not null) as boolean) as is_lost,
        cast(coalesce(deals.is_new_client, false) as boolean) as is_new_client,
        -- feedback
        cast(verdict.verdict as varchar) as verdict,
        cast(verdict.final_verdict as varchar) as final_verdict,
        cast(verdict.verdict_reason as varchar) as verdict_reason,
        cast(coalesce(reason.reject_reason, verdict.verdict_reason) as varchar) as reject_reason,
        cast(coalesce(deals.lost_reason, reason.lost_reason) as varchar) as lost_reason,
        -- speed
        cast(reaction.reaction_minutes as bigint) as reaction_minutes,
        cast(coalesce(reaction.is_due, false) as boolean) as first_contact_due,
        cast(coalesce(contact.attempts, 0) as bigint) as attempts,
        -- result
        cast(leads.stage as varchar) as stage,
        cast(coalesce(deals.deal_count, 0) as bigint) as deal_count,
        cast(deals.revenue_micros as bigint) as revenue_micros,
        cast(deals.gross_profit_micros as bigint) as gross_profit_micros,
        cast(leads.url as varchar) as url,
        cast(request.request_id as varchar) as request_id
    from int_lead as leads
    left join int_request as request on request.lead_id = leads.lead_id
    left join int_lead_validity as validity on validity.lead_id = leads.lead_id
    left join int_lead_target as target on target.lead_id = leads.lead_id
    left join int_lead_dates as reached on reached.lead_id = leads.lead_id
    left join int_lead_deals as deals on deals.lead_id = leads.lead_id
    left join int_lead_lost as lost on lost.lead_id = leads.lead_id
    left join int_lead_verdict as verdict on verdict.lead_id = leads.lead_id
    left join int_lead_reason as reason on reason.lead_id = leads.lead_id
    left join int_lead_reaction as reaction on reaction.lead_id = leads.lead_id
    left join int_lead_contact as contact on contact.lead_id = leads.lead_id
)

select * from final
