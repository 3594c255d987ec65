-- grain: one row: the as-of day, its month, and the agreement in force then (before the first one: the first)
with ranked as (
    select
        build_input.as_of,
        dim_agreement.agreement,
        row_number() over (
            order by
                case when dim_agreement.month <= date_format(build_input.as_of, '%Y-%m') then 0 else 1 end,
                abs(date_diff('day', dim_agreement.month_start, build_input.as_of))
        ) as place
    from build_input
    left join dim_agreement on true
),

final as (
    select
        cast(ranked.as_of as date) as as_of,
        cast(date_format(ranked.as_of, '%Y-%m') as varchar) as month,
        cast(agr_company.agreement as varchar) as agreement,
        cast(agr_company.currency as varchar) as currency,
        cast(agr_company.won_rule as varchar) as won_rule,
        cast(agr_company.horizon_days as bigint) as horizon_days,
        cast(agr_company.person_key_limit as bigint) as person_key_limit
    from ranked
    left join agr_company on agr_company.agreement = ranked.agreement
    where ranked.place = 1
)

select * from final
