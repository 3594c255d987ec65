-- grain: one row per payment or refund
with ranked as (
    select
        *,
        row_number() over (
            partition by payment_id
            order by pulled_at desc, paid_at desc, amount_micros desc, deal_id, lead_id
        ) as recency
    from payment
),

local_time as (
    select
        ranked.*,
        date_add('minute', coalesce(stg_zone.offset_minutes, 0), ranked.paid_at) as paid_local
    from ranked
    left join stg_zone on ranked.paid_at >= stg_zone.from_utc and ranked.paid_at < stg_zone.to_utc
    where ranked.recency = 1
),

final as (
    select
        cast(payment_id as varchar) as payment_id,
        cast(deal_id as varchar) as deal_id,
        cast(lead_id as varchar) as lead_id,
        cast(source as varchar) as source,
        cast(account as varchar) as account,
        cast(paid_local as timestamp(3)) as paid_local,
        cast(paid_local as date) as paid_date,
        cast(coalesce(is_dated, true) as boolean) as is_dated,
        cast(amount_micros as bigint) as amount_micros,
        cast(currency as varchar) as currency,
        cast(kind as varchar) as kind
    from local_time
)

select * from final
