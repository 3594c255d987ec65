-- rows: campaigns whose spend in the funnel is not their spend; a campaign with spend and no lead must stay
with paid as (
    select month, channel, campaign_id, sum(spend_micros) as spend_micros
    from fct_spend
    group by month, channel, campaign_id
),

totals as (
    select paid.month, paid.channel, paid.campaign_id, bases.basis, paid.spend_micros as paid, 0 as counted
    from paid
    cross join (values ('cohort'), ('period')) as bases (basis)
    union all
    select month, channel, campaign_id, basis, 0 as paid, spend_micros as counted from fct_funnel
),

final as (
    select
        cast(month as varchar) as month,
        cast(basis as varchar) as basis,
        cast(channel as varchar) as channel,
        cast(campaign_id as varchar) as campaign_id,
        cast(sum(paid) as bigint) as spend_micros,
        cast(sum(counted) as bigint) as funnel_micros
    from totals
    group by month, basis, channel, campaign_id
    having sum(paid) <> sum(counted)
)

select * from final
