-- grain: one row per month, basis and measure of money that the funnel does not hold
with costs as (
    select month, team, cost_micros from int_cost_month
    union all
    select month, 'media' as team, sum(spend_micros) as cost_micros from fct_spend group by month
),

cohort_deals as (
    select
        heads.month, fct_deals.is_first_of_person, coalesce(fct_deals.revenue_micros, 0) as revenue_micros
    from fct_deals
    inner join int_request on int_request.lead_id = fct_deals.lead_id
    inner join int_request_fact as heads on heads.request_id = int_request.request_id
    where fct_deals.is_won
),

amounts as (
    select bases.basis, costs.month, teams.measure, costs.cost_micros as amount
    from costs
    cross join (values ('period'), ('cohort')) as bases (basis)
    inner join (
        values ('marketing_cost', 'media'), ('marketing_cost', 'marketing'), ('full_cost', 'media'),
            ('full_cost', 'marketing'), ('full_cost', 'sales')
    ) as teams (measure, team) on teams.team = costs.team
    union all
    select 'period' as basis, date_format(date, '%Y-%m') as month,
        case when is_first_of_person then 'revenue_new' else 'revenue_repeat' end as measure, revenue_micros as amount
    from int_deal_day
    union all
    select 'period' as basis, date_format(date, '%Y-%m') as month, 'cheques' as measure, cheque_micros as amount
    from int_deal_day
    union all
    select 'cohort' as basis, month,
        case when is_first_of_person then 'revenue_new' else 'revenue_repeat' end as measure, revenue_micros as amount
    from cohort_deals
    union all
    select 'cohort' as basis, month, 'cheques' as measure, revenue_micros as amount
    from int_request_fact
),

final as (
    select
        cast(month as varchar) as month,
        cast(basis as varchar) as basis,
        cast(measure as varchar) as measure,
        cast(sum(amount) as bigint) as amount
    from amounts
    group by month, basis, measure
)

select * from final
