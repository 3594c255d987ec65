-- grain: one row per month, KPI and basis of the returns on marketing cost: (what came back − cost) / cost
with returned as (
    select month, basis, 'romi' as kpi, amount, absent from int_measure where measure = 'gross_profit'
    union all
    select month, basis, 'romi_revenue' as kpi, amount, absent from int_measure where measure = 'revenue'
),

parts as (
    select
        returned.month,
        returned.kpi,
        returned.basis,
        returned.amount - costs.amount as gain,
        costs.amount as cost,
        coalesce(returned.absent, costs.absent, case when costs.amount = 0 then 'no_spend' end) as reason
    from returned
    inner join int_measure as costs
        on costs.month = returned.month and costs.basis = returned.basis and costs.measure = 'marketing_cost'
),

final as (
    select
        cast(month as varchar) as month,
        cast(kpi as varchar) as kpi,
        cast(basis as varchar) as basis,
        cast(gain as bigint) as numerator,
        cast(cost as bigint) as denominator,
        cast(case when reason is null then cast(gain as double) / nullif(cost, 0) end as double) as value,
        cast(null as bigint) as n,
        cast(reason as varchar) as reason,
        cast(case when basis = 'cohort' then 'client' end as varchar) as ripens
    from parts
)

select * from final
