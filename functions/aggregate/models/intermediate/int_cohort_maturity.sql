-- grain: one row per step, cohort month and age: the share of its final steps that a cohort with leads of these ages normally has.
-- Null until 20 steps of mature requests have been seen.
with days as (
    select step, cohort_month, created_date, count(*) as leads
    from int_cohort_lead
    group by step, cohort_month, created_date
),

weighted as (
    select
        moments.step,
        moments.cohort_month,
        moments.age_months,
        sum(days.leads * int_lag.requests) as seen_weight,
        max(int_lag.all_requests) as all_requests
    from int_cohort_cell as moments
    inner join days on days.step = moments.step and days.cohort_month = moments.cohort_month
    inner join int_lag
        on int_lag.step = moments.step
        and int_lag.lag_days <= date_diff('day', days.created_date, moments.seen_on)
    where moments.channel = '*' and int_lag.all_requests >= 20
    group by moments.step, moments.cohort_month, moments.age_months
),

final as (
    select
        cast(weighted.step as varchar) as step,
        cast(weighted.cohort_month as varchar) as cohort_month,
        cast(weighted.age_months as bigint) as age_months,
        cast(
            cast(weighted.seen_weight as double) / nullif(weighted.all_requests * sizes.leads, 0) as double
        ) as maturity
    from weighted
    inner join int_cohort_size as sizes
        on sizes.step = weighted.step and sizes.cohort_month = weighted.cohort_month and sizes.channel = '*'
)

select * from final
