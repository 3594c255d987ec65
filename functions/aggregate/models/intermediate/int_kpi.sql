-- grain: one row per month, KPI and basis that anything can feed, with the maturity of what it waits for
with united as (
    select *, case when basis = 'cohort' then month end as cohort_month from int_kpi_ratio
    union all
    select *, case when basis = 'cohort' then month end as cohort_month from int_kpi_romi
    union all
    select *, case when basis = 'cohort' then month end as cohort_month from int_kpi_reaction
    union all
    select *, case when basis = 'cohort' then month end as cohort_month from int_kpi_dwell
    union all
    select *, case when basis = 'cohort' then month end as cohort_month from int_kpi_cycle
    union all
    select *, case when basis = 'cohort' then month end as cohort_month from int_kpi_attainment
    union all
    select month, kpi, basis, numerator, denominator, value, n, reason, cast(null as varchar) as ripens, cohort_month
    from int_kpi_mature
),

final as (
    select
        cast(united.month as varchar) as month,
        cast(united.kpi as varchar) as kpi,
        cast(united.basis as varchar) as basis,
        cast(united.numerator as bigint) as numerator,
        cast(united.denominator as bigint) as denominator,
        cast(united.value as double) as value,
        cast(united.n as bigint) as n,
        cast(united.reason as varchar) as reason,
        cast(united.ripens as varchar) as ripens,
        cast(united.cohort_month as varchar) as cohort_month,
        cast(
            case
                when united.ripens = 'client' then months.client_maturity
                when united.ripens = 'sql' then months.sql_maturity
                when united.basis = 'mature_cohort' and united.value is not null then 1e0
            end as double
        ) as maturity,
        cast(united.ripens = 'client' and months.is_blind as boolean) as is_blind
    from united
    inner join int_kpi_month as months on months.month = united.month
)

select * from final
