-- grain: one row per person and month with revenue
with months as (
    select
        fct_deals.person_id,
        date_trunc('month', int_revenue.date) as month_start,
        sum(int_revenue.revenue_micros) as revenue_micros
    from int_revenue
    inner join fct_deals on fct_deals.deal_id = int_revenue.deal_id
    where fct_deals.person_id is not null
    group by fct_deals.person_id, date_trunc('month', int_revenue.date)
),

final as (
    select
        cast(person_id as varchar) as person_id,
        cast(date_format(month_start, '%Y-%m') as varchar) as month,
        cast(date_format(date_add('year', 1, month_start), '%Y-%m') as varchar) as year_later,
        cast(revenue_micros as bigint) as revenue_micros
    from months
)

select * from final
