-- grain: one row per month, KPI and basis of a count, a sum or a ratio
with parts as (
    select
        above.month,
        formula.kpi,
        formula.basis,
        formula.denominator is not null as is_ratio,
        formula.unit,
        formula.sample,
        formula.ripens,
        above.amount as above_amount,
        below.amount as below_amount,
        case
            when above.absent is not null then above.absent
            when below.absent is not null then below.absent
            when formula.denominator is null then null
            when formula.numerator in ('spend', 'marketing_cost', 'full_cost') and above.amount = 0 then 'no_spend'
            when formula.numerator = 'client_profit' and above.amount = 0 then 'no_deals'
            when below.amount = 0 then formula.zero_reason
        end as reason
    from int_kpi_formula as formula
    inner join int_measure as above on above.measure = formula.numerator and above.basis = formula.basis
    left join int_measure as below
        on below.measure = formula.denominator and below.basis = formula.basis and below.month = above.month
),

final as (
    select
        cast(month as varchar) as month,
        cast(kpi as varchar) as kpi,
        cast(basis as varchar) as basis,
        cast(above_amount as bigint) as numerator,
        cast(below_amount as bigint) as denominator,
        cast(
            case
                when reason is not null then null
                when is_ratio then cast(above_amount as double) / nullif(below_amount, 0) / nullif(unit, 0e0)
                else cast(above_amount as double) / nullif(unit, 0e0)
            end as double
        ) as value,
        cast(case sample when 'numerator' then above_amount when 'denominator' then below_amount end as bigint) as n,
        cast(reason as varchar) as reason,
        cast(ripens as varchar) as ripens
    from parts
)

select * from final
