-- grain: one row per month: the day by which half of the wins seen so far had come, of requests of that month
with days as (
    select
        month,
        day_count,
        wins,
        1e0 - unsold as sold,
        1e0 - min(unsold) over (partition by month) as sold_in_all
    from int_cycle_day
),

medians as (
    select
        month,
        min(case when wins > 0 and sold >= 0.5e0 * sold_in_all - 1e-9 then day_count end) as median_days,
        sum(wins) as wins
    from days
    group by month
),

final as (
    select
        cast(months.month as varchar) as month,
        cast('cycle' as varchar) as kpi,
        cast('cohort' as varchar) as basis,
        cast(null as bigint) as numerator,
        cast(null as bigint) as denominator,
        cast(case when medians.wins >= 5 then medians.median_days end as double) as value,
        cast(coalesce(medians.wins, 0) as bigint) as n,
        cast(
            case
                when medians.month is null and known.amount > 0 then 'undated'
                when coalesce(medians.wins, 0) < 5 then 'no_deals'
            end as varchar
        ) as reason,
        cast('client' as varchar) as ripens
    from int_kpi_month as months
    left join medians on medians.month = months.month
    left join int_measure as known
        on known.month = months.month and known.basis = 'cohort' and known.measure = 'won_leads'
)

select * from final
