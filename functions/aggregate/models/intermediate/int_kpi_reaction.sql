-- grain: one row per month and KPI of reaction time; medians carry no numerator, they can't be summed
with percentiles as (
    select
        month,
        count(reaction_minutes) as n,
        array_agg(reaction_minutes order by reaction_minutes) filter (where reaction_minutes is not null) as minutes
    from int_request_fact
    where is_valid
    group by month
),

named as (
    select months.month, names.kpi, names.share
    from int_kpi_month as months
    cross join (values ('reaction_median', 0.5e0), ('reaction_p90', 0.9e0)) as names (kpi, share)
),

final as (
    select
        cast(named.month as varchar) as month,
        cast(named.kpi as varchar) as kpi,
        cast('cohort' as varchar) as basis,
        cast(null as bigint) as numerator,
        cast(null as bigint) as denominator,
        cast(
            case
                when percentiles.n > 0
                    then element_at(percentiles.minutes, cast(ceil(named.share * percentiles.n) as bigint))
            end as double
        ) as value,
        cast(coalesce(percentiles.n, 0) as bigint) as n,
        cast(case when coalesce(percentiles.n, 0) = 0 then 'no_activity' end as varchar) as reason,
        cast(null as varchar) as ripens
    from named
    left join percentiles on percentiles.month = named.month
)

select * from final
