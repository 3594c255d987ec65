-- grain: one row per lead and the request that it belongs to: a repeat of the same person within the window is no new request
with ordered as (
    select
        lead_id,
        person_id,
        agreement,
        created_at,
        created_date,
        lag(created_date) over (partition by person_id order by created_at, lead_id) as previous_date
    from int_lead
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

final as (
    select
        cast(lead_id as varchar) as lead_id,
        cast(
            first_value(lead_id) over (partition by person_id, request_number order by created_at, lead_id) as varchar
        ) as request_id,
        cast(is_first = 1 as boolean) as is_request
    from numbered
)

select * from final
