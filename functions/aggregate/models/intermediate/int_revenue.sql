-- grain: one row per won deal and day on which its money counts: each dated payment where payments decide, else the day it was won
with by_payment as (
    select
        int_payment.deal_id,
        int_payment.paid_date as date,
        int_payment.amount_micros
    from int_payment
    inner join int_deal on int_deal.deal_id = int_payment.deal_id
    inner join agr_company on agr_company.agreement = int_deal.agreement and agr_company.won_rule = 'payment'
    inner join int_deal_outcome on int_deal_outcome.deal_id = int_payment.deal_id and int_deal_outcome.is_won
    where int_payment.is_dated
),

by_win as (
    select
        int_deal.deal_id,
        cast(int_deal_outcome.won_at as date) as date,
        int_deal_outcome.revenue_micros as amount_micros
    from int_deal
    inner join agr_company on agr_company.agreement = int_deal.agreement and agr_company.won_rule <> 'payment'
    inner join int_deal_outcome on int_deal_outcome.deal_id = int_deal.deal_id
    where int_deal_outcome.won_at is not null
),

united as (
    select * from by_payment
    union all
    select * from by_win
),

final as (
    select
        cast(deal_id as varchar) as deal_id,
        cast(date as date) as date,
        cast(sum(amount_micros) as bigint) as revenue_micros
    from united
    group by deal_id, date
)

select * from final
