-- grain: one row per deal and day with what the day brought: the win, its profit, its money; dimensions of its request
with days as (
    select
        deal_id,
        cast(won_at as date) as date,
        1 as won_deals,
        case when is_first_of_person then 1 else 0 end as new_clients,
        revenue_micros as cheque_micros,
        gross_profit_micros,
        cast(null as bigint) as paid_micros
    from fct_deals
    where is_won and won_at is not null
    union all
    select deal_id, date, 0 as won_deals, 0 as new_clients, cast(null as bigint) as cheque_micros,
        cast(null as bigint) as gross_profit_micros, revenue_micros as paid_micros
    from int_revenue
),

final as (
    select
        cast(days.deal_id as varchar) as deal_id,
        cast(days.date as date) as date,
        cast(heads.channel as varchar) as channel,
        cast(heads.campaign_id as varchar) as campaign_id,
        cast(heads.campaign_name as varchar) as campaign_name,
        cast(max(fct_deals.manager) as varchar) as manager,
        cast(heads.product as varchar) as product,
        cast(coalesce(bool_or(fct_deals.is_first_of_person), false) as boolean) as is_first_of_person,
        cast(sum(days.won_deals) as bigint) as won_deals,
        cast(sum(days.new_clients) as bigint) as new_clients,
        cast(coalesce(sum(days.cheque_micros), 0) as bigint) as cheque_micros,
        cast(coalesce(sum(days.paid_micros), 0) as bigint) as revenue_micros,
        cast(coalesce(sum(days.gross_profit_micros), 0) as bigint) as gross_profit_micros
    from days
    inner join fct_deals on fct_deals.deal_id = days.deal_id
    left join int_request on int_request.lead_id = fct_deals.lead_id
    left join fct_leads as heads on heads.lead_id = int_request.request_id
    group by
        days.deal_id, days.date, heads.channel, heads.campaign_id, heads.campaign_name, heads.product
)

select * from final
