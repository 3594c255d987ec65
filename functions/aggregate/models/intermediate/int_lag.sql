-- grain: one row per step and lag in days: how many of the mature, seen requests took the step after that many days.
-- Mature for a win = the agreed age; for SQL, which comes sooner, at most 60 days
with aged as (
    select
        int_cohort_lead.step,
        int_cohort_lead.lag_days,
        date_diff('day', int_cohort_lead.created_date, int_now.as_of) as age_days,
        case
            when int_cohort_lead.step = 'lead_to_sql' then least(int_now.horizon_days, 60) else int_now.horizon_days
        end as ripe_days
    from int_cohort_lead
    cross join int_now
    where int_cohort_lead.is_reached and not int_cohort_lead.is_blind and int_cohort_lead.lag_days is not null
),

counted as (
    select step, lag_days, count(*) as requests
    from aged
    where age_days >= ripe_days and lag_days <= ripe_days
    group by step, lag_days
),

final as (
    select
        cast(step as varchar) as step,
        cast(lag_days as bigint) as lag_days,
        cast(requests as bigint) as requests,
        cast(sum(requests) over (partition by step) as bigint) as all_requests
    from counted
)

select * from final
