-- grain: one row per deal: amount, cost and net payments in base currency; paid = a payment that was not all given back
with paid as (
    select
        deal_id,
        sum(amount_micros) as paid_micros,
        count_if(amount_micros >= 0) as payments,
        count_if(amount_micros < 0) as refunds,
        min(case when is_dated and amount_micros >= 0 then paid_local end) as first_paid_at
    from int_payment
    where deal_id is not null
    group by deal_id
),

final as (
    select
        cast(int_deal.deal_id as varchar) as deal_id,
        cast(
            case
                when int_deal.currency is null or upper(int_deal.currency) = int_now.currency then int_deal.amount_micros
                else cast(round(cast(int_deal.amount_micros as double) * int_rate_day.rate) as bigint)
            end as bigint
        ) as amount_micros,
        cast(
            case
                when int_deal.currency is null or upper(int_deal.currency) = int_now.currency then int_deal.cost_micros
                else cast(round(cast(int_deal.cost_micros as double) * int_rate_day.rate) as bigint)
            end as bigint
        ) as cost_micros,
        cast(paid.paid_micros as bigint) as paid_micros,
        cast(
            paid.payments > 0 and (paid.paid_micros > 0 or paid.refunds = 0) as boolean
        ) as is_paid,
        cast(paid.first_paid_at as timestamp(3)) as first_paid_at
    from int_deal
    cross join int_now
    left join int_rate_day
        on int_rate_day.currency = int_deal.currency and int_rate_day.date = int_deal.created_date
    left join paid on paid.deal_id = int_deal.deal_id
)

select * from final
