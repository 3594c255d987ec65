-- grain: one row per step, cohort month, channel (* = all) and age in months that is not in the future.
-- Counts are cumulative; a step without a date is known only now and stands in the last age.
with counted as (
    select
        cells.step, cells.cohort_month, cells.channel, cells.age_months,
        sum(reached.reached) as reached,
        sum(reached.revenue_micros) as revenue_micros
    from int_cohort_cell as cells
    inner join int_cohort_reached as reached
        on reached.step = cells.step and reached.cohort_month = cells.cohort_month and reached.channel = cells.channel
        and (
            reached.age_months <= cells.age_months
            or (reached.age_months is null and cells.is_last)
        )
    group by cells.step, cells.cohort_month, cells.channel, cells.age_months
),

final as (
    select
        cast(cells.step as varchar) as step,
        cast(cells.cohort_month as varchar) as cohort_month,
        cast(cells.channel as varchar) as channel,
        cast(cells.age_months as bigint) as age_months,
        cast(cells.leads as bigint) as leads,
        cast(coalesce(counted.reached, 0) as bigint) as reached,
        cast(coalesce(counted.revenue_micros, 0) as bigint) as revenue_micros,
        cast(maturity.maturity as double) as maturity,
        cast(cells.is_complete as boolean) as is_complete,
        cast(cells.is_mature and not cells.is_blind as boolean) as is_publishable,
        cast(cells.is_blind as boolean) as is_blind,
        cast(null as double) as forecast,
        cast(null as double) as low,
        cast(null as double) as high
    from int_cohort_cell as cells
    left join counted
        on counted.step = cells.step and counted.cohort_month = cells.cohort_month
        and counted.channel = cells.channel and counted.age_months = cells.age_months
    left join int_cohort_maturity as maturity
        on maturity.step = cells.step and maturity.cohort_month = cells.cohort_month
        and maturity.age_months = cells.age_months
)

select * from final
