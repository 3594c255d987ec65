-- grain: one row per month and team: non-media costs in base currency, without VAT where the company counts so;
-- those of the records and those that the agreement states add up
with based as (
    select
        stg_cost.month,
        stg_cost.team,
        stg_cost.amount_micros,
        case
            when stg_cost.vat_included and agr_company.spend_basis = 'net'
                then 1e0 / nullif(1e0 + coalesce(agr_company.vat_rate, 0e0), 0e0)
            else 1e0
        end as factor,
        case when upper(stg_cost.currency) = int_now.currency then 1e0 else int_rate_day.rate end as rate
    from stg_cost
    cross join int_now
    left join int_month on int_month.month = stg_cost.month
    left join agr_company on agr_company.agreement = int_month.agreement
    left join int_rate_day on int_rate_day.currency = stg_cost.currency and int_rate_day.date = stg_cost.date
),

converted as (
    select
        month,
        team,
        case
            when factor = 1e0 and rate = 1e0 then amount_micros
            else cast(round(cast(amount_micros as double) * factor * rate) as bigint)
        end as cost_micros
    from based
    union all
    select
        month,
        team,
        cast(round(amount * 1e6) as bigint) as cost_micros
    from agr_cost_month
),

final as (
    select
        cast(month as varchar) as month,
        cast(team as varchar) as team,
        cast(sum(cost_micros) as bigint) as cost_micros
    from converted
    group by month, team
)

select * from final
