-- grain: one row per governed month from the first record to the as-of day, with how ripe its cohort is
with bounds as (
    select min(month) as first_month
    from (
        select date_format(created_date, '%Y-%m') as month from stg_lead
        union
        select date_format(created_date, '%Y-%m') as month from stg_deal
        union
        select month from stg_spend
        union
        select month from int_visit_day
    ) as dated
),

ripeness as (
    select
        int_month.month,
        date_diff('day', int_month.month_end, int_now.as_of) >= int_now.horizon_days as is_mature,
        (year(int_now.as_of) - year(int_month.month_start)) * 12
        + month(int_now.as_of) - month(int_month.month_start) as age_now
    from int_month
    cross join int_now
),

final as (
    select
        cast(int_month.month as varchar) as month,
        cast(int_month.month_start as date) as month_start,
        cast(int_month.month_end as date) as month_end,
        cast(int_month.agreement as varchar) as agreement,
        cast(int_now.as_of >= int_month.month_end as boolean) as is_over,
        cast(ripeness.is_mature as boolean) as is_mature,
        cast(
            case when ripeness.is_mature or ripeness.age_now > 12 then 1e0 else clients.maturity end as double
        ) as client_maturity,
        cast(
            case when ripeness.is_mature or ripeness.age_now > 12 then 1e0 else sqls.maturity end as double
        ) as sql_maturity,
        cast(coalesce(sizes.is_blind, false) as boolean) as is_blind
    from int_month
    cross join int_now
    cross join bounds
    left join ripeness on ripeness.month = int_month.month
    left join int_cohort_maturity as clients
        on clients.step = 'lead_to_client' and clients.cohort_month = int_month.month
        and clients.age_months = ripeness.age_now
    left join int_cohort_maturity as sqls
        on sqls.step = 'lead_to_sql' and sqls.cohort_month = int_month.month
        and sqls.age_months = ripeness.age_now
    left join int_cohort_size as sizes
        on sizes.step = 'lead_to_client' and sizes.cohort_month = int_month.month and sizes.channel = '*'
    where int_month.is_governed and int_month.month <= int_now.month
        and int_month.month >= coalesce(bounds.first_month, int_now.month)
)

select * from final
