-- rows: valid requests that do not stand in exactly one cohort of a step
with steps as (
    select step from (values ('lead_to_client'), ('lead_to_sql')) as listed (step)
),

expected as (
    select steps.step, fct_leads.lead_id, 1 as expected_rows, 0 as cohort_rows
    from fct_leads
    cross join steps
    where fct_leads.is_valid
    union all
    select step, request_id as lead_id, 0 as expected_rows, 1 as cohort_rows from int_cohort_lead
),

final as (
    select
        cast(step as varchar) as step,
        cast(lead_id as varchar) as lead_id,
        cast(sum(cohort_rows) as bigint) as cohorts
    from expected
    group by step, lead_id
    having sum(expected_rows) <> sum(cohort_rows) or sum(cohort_rows) <> 1
)

select * from final
