-- grain: one row per lead and the request that it belongs to: a repeat of the same person within the window is no new request.
-- Most people come once, and only the leads of the others need to be put in order
with ordered as (
    select
        int_lead.lead_id,
        int_lead.person_id,
        int_lead.agreement,
        int_lead.created_at,
        int_lead.created_date,
        lag(int_lead.created_date) over (
            partition by int_lead.person_id order by int_lead.created_at, int_lead.lead_id
        ) as previous_date
    from int_lead
    inner join int_person_repeat as repeating on repeating.person_id = int_lead.person_id
),

marked as (
    select
        ordered.lead_id,
        ordered.person_id,
        ordered.created_at,
        case
            when ordered.previous_date is null then 1
            when date_diff('day', ordered.previous_date, ordered.created_date)
                <= coalesce(agr_company.request_window_days, 0) and agr_company.request_window_days > 0 then 0
            else 1
        end as is_first
    from ordered
    left join agr_company on agr_company.agreement = ordered.agreement
),

numbered as (
    select
        lead_id,
        person_id,
        created_at,
        is_first,
        sum(is_first) over (
            partition by person_id order by created_at, lead_id rows between unbounded preceding and current row
        ) as request_number
    from marked
),

requests as (
    select
        lead_id,
        first_value(lead_id) over (partition by person_id, request_number order by created_at, lead_id) as request_id,
        is_first = 1 as is_request
    from numbered
    union all
    select int_lead.lead_id, int_lead.lead_id as request_id, true as is_request
    from int_lead
    left join int_person_repeat as repeating on repeating.person_id = int_lead.person_id
    where repeating.person_id is null
),

final as (
    select
        cast(lead_id as varchar) as lead_id,
        cast(request_id as varchar) as request_id,
        cast(is_request as boolean) as is_request
    from requests
)

select * from final
