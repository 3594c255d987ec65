-- grain: one row: which records, stages and rules there are at all, so that nothing is shown as zero that was never fed
with final as (
    select
        cast((select count(*) from int_visit_day) > 0 as boolean) as has_visits,
        cast((select count(*) from stg_lead) > 0 as boolean) as has_leads,
        cast((select count(*) from stg_spend) > 0 as boolean) as has_spend,
        cast(
            (select count(*) from stg_cost where team = 'sales') > 0
            or (select count(*) from agr_cost_month where team = 'sales') > 0 as boolean
        ) as has_sales_cost,
        cast((select count(*) from int_deal) > 0 as boolean) as has_deals,
        cast(
            (select count(*) from stg_payment) > 0
            or (select count(*) from agr_company where won_rule <> 'payment') > 0 as boolean
        ) as can_win,
        cast((select count(*) from int_deal where amount_micros is not null) > 0 as boolean) as has_amounts,
        cast(
            (select count(*) from int_deal_outcome where gross_profit_micros is not null) > 0
            or (
                (select count(*) from int_deal_outcome where is_won) = 0
                and (select count(*) from agr_company where margin_kind <> 'none') > 0
            ) as boolean
        ) as has_margin,
        cast((select count(*) from int_lead_contact) > 0 as boolean) as has_contacts,
        cast((select count(*) from int_lead_verdict) > 0 as boolean) as has_verdicts,
        cast((select count(*) from int_lead_verdict where replied_at is not null) > 0 as boolean) as has_replies,
        cast((select count(*) from agr_clock) > 0 as boolean) as has_clocks,
        cast((select count(*) from agr_clock where to_event = 'marketing_reply') > 0 as boolean) as has_reply_clock,
        cast((select count(*) from int_lead_target) > 0 as boolean) as has_criteria,
        cast((select count(*) from stg_answer) > 0 as boolean) as has_answers,
        cast((select count(*) from dim_stage where stage = 'mql') > 0 as boolean) as has_mql,
        cast((select count(*) from dim_stage where stage = 'sql') > 0 as boolean) as has_sql
)

select * from final
