-- grain: one row per lead: the moments that the agreed clocks run between, and what says that a clock no longer matters.
-- A verdict dated as the lead itself has no date of its own
with accepted as (
    select lead_id, entered_at
    from fct_lead_stages
    where stage = 'accepted'
),

moments as (
    select
        leads.lead_id,
        leads.manager,
        leads.is_valid,
        leads.is_request,
        leads.created_at,
        leads.contact_at,
        leads.is_contacted,
        leads.is_lost,
        leads.lost_at,
        accepted.lead_id is not null as is_accepted,
        accepted.entered_at as accepted_at,
        coalesce(requests.is_sql, leads.is_sql) as is_sql,
        coalesce(requests.sql_at, leads.sql_at) as sql_at,
        int_lead_contact.response_at,
        verdicts.final_verdict,
        verdicts.verdict,
        case when verdicts.verdict_at <> leads.created_at then verdicts.verdict_at end as verdict_at,
        case when verdicts.first_verdict_at <> leads.created_at then verdicts.first_verdict_at end as first_verdict_at,
        verdicts.replied_at
    from fct_leads as leads
    left join int_request_fact as requests on requests.request_id = leads.lead_id
    left join int_lead_contact on int_lead_contact.lead_id = leads.lead_id
    left join int_lead_verdict as verdicts on verdicts.lead_id = leads.lead_id
    left join accepted on accepted.lead_id = leads.lead_id
),

closed as (
    select
        moments.*,
        coalesce(is_lost or final_verdict in ('not_target', 'fake', 'unreached'), false) as is_closed,
        case when final_verdict in ('not_target', 'fake', 'unreached') then verdict_at end as refused_at,
        case when is_lost then lost_at end as given_up_at
    from moments
),

final as (
    select
        cast(lead_id as varchar) as lead_id,
        cast(manager as varchar) as manager,
        cast(is_valid as boolean) as is_valid,
        cast(is_request as boolean) as is_request,
        cast(verdict as varchar) as verdict,
        cast(created_at as timestamp(3)) as created_at,
        cast(is_contacted as boolean) as is_contacted,
        cast(response_at as timestamp(3)) as response_at,
        cast(contact_at as timestamp(3)) as contact_at,
        cast(is_accepted as boolean) as is_accepted,
        cast(accepted_at as timestamp(3)) as accepted_at,
        cast(is_sql as boolean) as is_sql,
        cast(sql_at as timestamp(3)) as sql_at,
        cast(first_verdict_at as timestamp(3)) as first_verdict_at,
        cast(verdict_at as timestamp(3)) as verdict_at,
        cast(replied_at as timestamp(3)) as replied_at,
        cast(is_closed as boolean) as is_closed,
        cast(coalesce(least(refused_at, given_up_at), refused_at, given_up_at) as timestamp(3)) as closed_at
    from closed
)

select * from final
