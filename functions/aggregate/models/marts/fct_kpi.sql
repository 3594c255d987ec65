-- grain: one row per governed month, KPI and basis. The one place where a status is decided.
-- Near = on the wrong side by at most 2 points of a share, or 5 % of the target
with missed as (
    select
        *,
        case
            when value < target_low then value - target_low
            when value > target_high then value - target_high
            when value is not null and coalesce(target_low, target_high) is not null then 0e0
        end as miss,
        case
            when value < target_low or target_high is null then target_low
            when value > target_high or target_low is null then target_high
        end as nearest
    from int_kpi_target
),

final as (
    select
        cast(month as varchar) as month,
        cast(kpi as varchar) as kpi,
        cast(basis as varchar) as basis,
        cast(position as bigint) as position,
        cast(zone as varchar) as zone,
        cast(owner as varchar) as owner,
        cast(owner_name as varchar) as owner_name,
        cast(unit as varchar) as unit,
        cast(is_additive as boolean) as is_additive,
        cast(numerator as bigint) as numerator,
        cast(denominator as bigint) as denominator,
        cast(value as double) as value,
        cast(n as bigint) as n,
        cast(comparison as varchar) as comparison,
        cast(target_low as double) as target_low,
        cast(target_high as double) as target_high,
        cast(
            case
                when miss is null then null
                when nearest is null then 0e0
                when unit = 'share' or nearest = 0e0 then value - nearest
                else cast(value as double) / nullif(nearest, 0e0) - 1e0
            end as double
        ) as deviation,
        cast(
            case
                when miss is null then null
                when unit = 'share' then 'points'
                when nearest = 0e0 then 'absolute'
                else 'relative'
            end as varchar
        ) as deviation_kind,
        cast(
            case
                when is_blind then 'blind'
                when value is null then 'no_data'
                when is_young then 'too_early'
                when miss is null then 'no_plan'
                when miss = 0e0 then 'on_plan'
                when is_running then 'too_early'
                when unit = 'share' and abs(miss) <= 0.02e0 + 1e-9 then 'near'
                when unit <> 'share' and abs(miss) <= 0.05e0 * abs(nearest) + 1e-9 then 'near'
                when miss < 0e0 then 'below'
                else 'above'
            end as varchar
        ) as status,
        cast(maturity as double) as maturity,
        cast(cohort_month as varchar) as cohort_month,
        cast(reason as varchar) as reason,
        cast(agreement as varchar) as agreement
    from missed
)

select * from final
