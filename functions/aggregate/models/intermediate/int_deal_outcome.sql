-- grain: one row per deal: won by the agreement's rule, when, and its money
with facts as (
    select
        int_deal.deal_id,
        int_deal.closed_local,
        int_deal_stage.outcome,
        int_deal_stage.has_stage,
        int_deal_stage.won_entry_at,
        int_deal_stage.lost_entry_at,
        int_deal_money.amount_micros,
        int_deal_money.cost_micros,
        int_deal_money.paid_micros,
        int_deal_money.is_paid,
        int_deal_money.first_paid_at,
        agr_company.won_rule,
        agr_company.margin_kind,
        coalesce(agr_margin.rate, agr_company.margin_rate) as margin_rate
    from int_deal
    left join int_deal_stage on int_deal_stage.deal_id = int_deal.deal_id
    left join int_deal_money on int_deal_money.deal_id = int_deal.deal_id
    left join agr_company on agr_company.agreement = int_deal.agreement
    left join agr_margin
        on agr_margin.agreement = int_deal.agreement and agr_margin.product = lower(trim(int_deal.product))
),

decided as (
    select
        facts.*,
        case
            when won_rule = 'payment' then (outcome = 'won' or not has_stage) and coalesce(is_paid, false)
            when won_rule = 'amount_present' then outcome = 'won' and coalesce(amount_micros, paid_micros) is not null
            else outcome = 'won'
        end as is_won,
        case
            when won_rule = 'payment' then coalesce(first_paid_at, won_entry_at, closed_local)
            else coalesce(won_entry_at, closed_local, first_paid_at)
        end as win_at,
        case when won_rule = 'payment' then paid_micros else coalesce(amount_micros, paid_micros) end as money_micros
    from facts
),

final as (
    select
        cast(deal_id as varchar) as deal_id,
        cast(is_won as boolean) as is_won,
        cast(case when is_won then win_at end as timestamp(3)) as won_at,
        cast(outcome = 'lost' and not is_won as boolean) as is_lost,
        cast(
            case when outcome = 'lost' and not is_won then coalesce(lost_entry_at, closed_local) end as timestamp(3)
        ) as lost_at,
        cast(case when is_won then money_micros end as bigint) as revenue_micros,
        cast(
            case
                when not is_won then null
                when margin_kind = 'deal_cost' then money_micros - cost_micros
                when margin_kind = 'rate' then cast(round(cast(money_micros as double) * margin_rate) as bigint)
            end as bigint
        ) as gross_profit_micros
    from decided
)

select * from final
