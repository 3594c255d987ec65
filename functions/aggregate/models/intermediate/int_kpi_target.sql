-- grain: one row per month, KPI of the dictionary and basis: the fact beside the target that this basis is judged by.
-- is_running: what has come so far stands against the plan, or the costs, of the whole month
with monthly as (
    select month
    from int_cost_month
    group by month
    having sum(cost_micros) > 0
),

listed as (
    select
        months.month, months.agreement, months.is_over, dim_kpi.kpi, dim_kpi.position, dim_kpi.zone, dim_kpi.owner,
        dim_kpi.owner_name, dim_kpi.unit, dim_kpi.is_additive, coalesce(int_kpi.basis, 'period') as basis,
        int_kpi.numerator, int_kpi.denominator, int_kpi.value, int_kpi.n, int_kpi.ripens, int_kpi.cohort_month,
        int_kpi.maturity, coalesce(int_kpi.is_blind, false) as is_blind,
        case when int_kpi.kpi is null then 'not_built' else int_kpi.reason end as reason,
        int_kpi.denominator is null and dim_kpi.unit in ('count', 'money') as is_sum,
        dim_kpi.kpi in ('nrr', 'grr', 'plan_attainment')
        or (dim_kpi.kpi in ('cac_marketing', 'cac_full', 'romi', 'romi_revenue') and monthly.month is not null) as is_of_month
    from int_kpi_month as months
    inner join dim_kpi on dim_kpi.agreement = months.agreement
    left join int_kpi on int_kpi.month = months.month and int_kpi.kpi = dim_kpi.kpi
    left join monthly on monthly.month = months.month
),

final as (
    select
        cast(listed.month as varchar) as month,
        cast(listed.kpi as varchar) as kpi,
        cast(listed.basis as varchar) as basis,
        cast(listed.position as bigint) as position,
        cast(listed.zone as varchar) as zone,
        cast(listed.owner as varchar) as owner,
        cast(listed.owner_name as varchar) as owner_name,
        cast(listed.unit as varchar) as unit,
        cast(listed.is_additive as boolean) as is_additive,
        cast(listed.numerator as bigint) as numerator,
        cast(listed.denominator as bigint) as denominator,
        cast(listed.value as double) as value,
        cast(listed.n as bigint) as n,
        cast(dim_plan.comparison as varchar) as comparison,
        cast(case when dim_plan.comparison in ('min', 'band') then dim_plan.low end as double) as target_low,
        cast(case when dim_plan.comparison in ('max', 'band') then dim_plan.high end as double) as target_high,
        cast(listed.maturity as double) as maturity,
        cast(listed.cohort_month as varchar) as cohort_month,
        cast(listed.reason as varchar) as reason,
        cast(listed.agreement as varchar) as agreement,
        cast(listed.ripens is not null and coalesce(listed.maturity, 0e0) < 0.9e0 as boolean) as is_young,
        cast(
            (listed.is_sum or listed.is_of_month) and listed.basis = 'period' and not listed.is_over as boolean
        ) as is_running,
        cast(listed.is_blind as boolean) as is_blind
    from listed
    left join dim_plan
        on dim_plan.agreement = listed.agreement and dim_plan.month = listed.month and dim_plan.kpi = listed.kpi
        and not (listed.kpi = 'lead_to_client' and listed.basis = 'period')
        and not (listed.is_sum and listed.basis = 'cohort')
)

select * from final
