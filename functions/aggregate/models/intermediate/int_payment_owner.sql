-- grain: one row per payment with the deal and the lead it names, merged ones followed to what they are part of
with final as (
    select
        cast(stg_payment.payment_id as varchar) as payment_id,
        cast(coalesce(deals.survivor_id, stg_payment.deal_id) as varchar) as deal_id,
        cast(coalesce(leads.survivor_id, stg_payment.lead_id) as varchar) as lead_id,
        cast(stg_payment.paid_local as timestamp(3)) as paid_local,
        cast(stg_payment.paid_date as date) as paid_date,
        cast(stg_payment.is_dated as boolean) as is_dated,
        cast(
            case
                when upper(stg_payment.currency) = int_now.currency then stg_payment.amount_micros
                else cast(round(cast(stg_payment.amount_micros as double) * int_rate_day.rate) as bigint)
            end as bigint
        ) as amount_micros
    from stg_payment
    cross join int_now
    left join map_merge as deals on deals.entity = 'deal' and deals.id = stg_payment.deal_id
    left join map_merge as leads on leads.entity = 'lead' and leads.id = stg_payment.lead_id
    left join int_rate_day
        on int_rate_day.currency = stg_payment.currency and int_rate_day.date = stg_payment.paid_date
)

select * from final
