-- grain: one row per step, cohort month, channel (* = all) and age at which requests took the step; undated steps have no age
with reached as (
    select step, cohort_month, channel, age_months, count(*) as reached, sum(revenue_micros) as revenue_micros
    from int_cohort_lead
    where is_reached
    group by step, cohort_month, channel, age_months
    union all
    select step, cohort_month, '*' as channel, age_months, count(*) as reached, sum(revenue_micros) as revenue_micros
    from int_cohort_lead
    where is_reached
    group by step, cohort_month, age_months
),

final as (
    select
        cast(step as varchar) as step,
        cast(cohort_month as varchar) as cohort_month,
        cast(channel as varchar) as channel,
        cast(age_months as bigint) as age_months,
        cast(reached as bigint) as reached,
        cast(revenue_micros as bigint) as revenue_micros
    from reached
)

select * from final
