-- grain: one row per payment in base currency, with the deal it pays: the one it names, else the first deal of its lead
with first_deals as (
    select
        lead_id,
        deal_id,
        row_number() over (partition by lead_id order by created_at, deal_id) as place
    from int_deal
    where lead_id is not null
),

final as (
    select
        cast(payments.payment_id as varchar) as payment_id,
        cast(coalesce(named.deal_id, first_deals.deal_id) as varchar) as deal_id,
        cast(payments.paid_local as timestamp(3)) as paid_local,
        cast(payments.paid_date as date) as paid_date,
        cast(payments.is_dated as boolean) as is_dated,
        cast(payments.amount_micros as bigint) as amount_micros
    from int_payment_owner as payments
    left join int_deal as named on named.deal_id = payments.deal_id
    left join first_deals on first_deals.lead_id = payments.lead_id and first_deals.place = 1
)

select * from final
