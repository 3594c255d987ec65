-- grain: one row per valid request and stage that it or one of its repeats reached
with final as (
    select
        cast(int_request_fact.request_id as varchar) as request_id,
        cast(int_request_fact.month as varchar) as cohort_month,
        cast(fct_lead_stages.stage as varchar) as stage,
        cast(min(fct_lead_stages.entered_at) as timestamp(3)) as entered_at
    from fct_lead_stages
    inner join int_request on int_request.lead_id = fct_lead_stages.lead_id
    inner join int_request_fact on int_request_fact.request_id = int_request.request_id and int_request_fact.is_valid
    group by int_request_fact.request_id, int_request_fact.month, fct_lead_stages.stage
)

select * from final
