-- grain: one row per month: revenue from new clients against its plan
with planned as (
    select
        int_kpi_ratio.month,
        int_kpi_ratio.numerator,
        int_kpi_ratio.reason,
        cast(round(dim_plan.low * 1e6) as bigint) as plan_micros
    from int_kpi_ratio
    inner join int_kpi_month on int_kpi_month.month = int_kpi_ratio.month
    left join dim_plan
        on dim_plan.agreement = int_kpi_month.agreement and dim_plan.month = int_kpi_ratio.month
        and dim_plan.kpi = 'revenue_new'
    where int_kpi_ratio.kpi = 'revenue_new' and int_kpi_ratio.basis = 'period'
),

final as (
    select
        cast(month as varchar) as month,
        cast('plan_attainment' as varchar) as kpi,
        cast('period' as varchar) as basis,
        cast(numerator as bigint) as numerator,
        cast(plan_micros as bigint) as denominator,
        cast(case when reason is null then cast(numerator as double) / nullif(plan_micros, 0) end as double) as value,
        cast(null as bigint) as n,
        cast(
            coalesce(reason, case when coalesce(plan_micros, 0) = 0 then 'zero_denominator' end) as varchar
        ) as reason,
        cast(null as varchar) as ripens
    from planned
)

select * from final
