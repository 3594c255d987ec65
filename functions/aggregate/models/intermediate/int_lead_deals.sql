-- grain: one row per lead that has a deal: what came of its deals; the lead is won by the first of them
with open_deals as (
    select
        fct_deals.*,
        int_deal_outcome.is_lost
    from fct_deals
    inner join int_deal_outcome on int_deal_outcome.deal_id = fct_deals.deal_id
    where fct_deals.lead_id is not null
),

summed as (
    select
        lead_id,
        count(*) as deal_count,
        count_if(is_won) as won_deals,
        count_if(not is_lost) as unlost_deals,
        min(won_at) as won_at,
        max(lost_at) as lost_at,
        max(lost_reason) as lost_reason,
        count_if(is_first_of_person) as new_clients,
        min(case when is_first_of_person then won_at end) as new_client_at,
        sum(revenue_micros) as revenue_micros,
        sum(gross_profit_micros) as gross_profit_micros
    from open_deals
    group by lead_id
),

final as (
    select
        cast(lead_id as varchar) as lead_id,
        cast(deal_count as bigint) as deal_count,
        cast(won_deals as bigint) as won_deals,
        cast(won_deals > 0 as boolean) as is_won,
        cast(won_at as timestamp(3)) as won_at,
        cast(unlost_deals = 0 as boolean) as is_lost,
        cast(case when unlost_deals = 0 then lost_at end as timestamp(3)) as lost_at,
        cast(case when unlost_deals = 0 then lost_reason end as varchar) as lost_reason,
        cast(new_clients > 0 as boolean) as is_new_client,
        cast(new_client_at as timestamp(3)) as new_client_at,
        cast(revenue_micros as bigint) as revenue_micros,
        cast(gross_profit_micros as bigint) as gross_profit_micros
    from summed
)

select * from final
