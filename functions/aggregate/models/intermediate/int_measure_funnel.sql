-- grain: one row per month, basis and measure that the funnel counts
with months as (
    select
        month, basis, sum(visits) as visits, sum(requests) as requests, sum(valid_leads) as valid_leads,
        sum(target_leads) as target_leads, sum(brand_leads) as brand_leads, sum(contacted) as contacted, sum(mql) as mql,
        sum(sql) as sql_leads, sum(negotiation) as negotiation, sum(won_deals) as won_deals,
        sum(new_clients) as new_clients, sum(spend_micros) as spend_micros, sum(revenue_micros) as revenue_micros,
        sum(gross_profit_micros) as gross_profit_micros
    from fct_funnel
    group by month, basis
),

final as (
    select
        cast(months.month as varchar) as month,
        cast(months.basis as varchar) as basis,
        cast(names.measure as varchar) as measure,
        cast(
            case names.measure
                when 'visits' then months.visits
                when 'requests' then months.requests
                when 'valid_leads' then months.valid_leads
                when 'target_leads' then months.target_leads
                when 'brand_leads' then months.brand_leads
                when 'contacted' then months.contacted
                when 'mql' then months.mql
                when 'sql' then months.sql_leads
                when 'negotiation' then months.negotiation
                when 'won_deals' then months.won_deals
                when 'new_clients' then months.new_clients
                when 'spend' then months.spend_micros
                when 'revenue' then months.revenue_micros
                when 'gross_profit' then months.gross_profit_micros
            end as bigint
        ) as amount
    from months
    cross join (
        values ('visits'), ('requests'), ('valid_leads'), ('target_leads'), ('brand_leads'), ('contacted'), ('mql'), ('sql'),
            ('negotiation'), ('won_deals'), ('new_clients'), ('spend'), ('revenue'), ('gross_profit')
    ) as names (measure)
)

select * from final
