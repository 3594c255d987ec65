-- grain: one row per step and valid request: whether and after how many days it took the step.
-- Blind: the request is older than the first month in which its source recorded wins at all.
with seen as (
    select
        observed.source,
        date_format(
            min(case when observed.record = 'payment' then observed.observed_from end), '%Y-%m'
        ) as paid_from,
        date_format(min(case when observed.record = 'deal' then observed.observed_from end), '%Y-%m') as deals_from
    from observed
    where observed.record in ('payment', 'deal')
    group by observed.source
),

steps as (
    select
        'lead_to_client' as step, request_id, source, month, created_date, channel, is_new_client as is_reached,
        cast(new_client_at as date) as reached_date, revenue_micros
    from int_request_fact
    where is_valid
    union all
    select
        'lead_to_sql' as step, request_id, source, month, created_date, channel, is_sql as is_reached,
        cast(sql_at as date) as reached_date, cast(0 as bigint) as revenue_micros
    from int_request_fact
    where is_valid
),

final as (
    select
        cast(steps.step as varchar) as step,
        cast(steps.request_id as varchar) as request_id,
        cast(steps.month as varchar) as cohort_month,
        cast(steps.channel as varchar) as channel,
        cast(steps.created_date as date) as created_date,
        cast(steps.is_reached as boolean) as is_reached,
        cast(
            case
                when steps.reached_date < steps.created_date then 0
                else date_diff('day', steps.created_date, steps.reached_date)
            end as bigint
        ) as lag_days,
        cast(
            case
                when steps.reached_date < steps.created_date then 0
                else (year(steps.reached_date) - year(steps.created_date)) * 12
                    + month(steps.reached_date) - month(steps.created_date)
            end as bigint
        ) as age_months,
        cast(case when steps.is_reached then steps.revenue_micros else 0 end as bigint) as revenue_micros,
        cast(
            steps.step = 'lead_to_client' and steps.month < coalesce(
                case when int_now.won_rule = 'payment' then seen.paid_from end, seen.deals_from, seen.paid_from, ''
            ) as boolean
        ) as is_blind
    from steps
    cross join int_now
    left join seen on seen.source = steps.source
)

select * from final
