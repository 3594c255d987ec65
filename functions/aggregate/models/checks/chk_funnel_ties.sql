-- rows: months and measures whose count in fct_funnel is not the count of lead or deal rows
with funnel as (
    select month, basis, sum(requests) as requests, sum(valid_leads) as valid_leads, sum(sql) as sql,
        sum(won_deals) as won_deals
    from fct_funnel
    group by month, basis
),

cohorts as (
    select cohort_month as month, count_if(is_request) as requests, count_if(is_valid) as valid_leads
    from fct_leads
    group by cohort_month
),

reached as (
    select request_id, bool_or(is_sql) as is_reached, min(sql_at) as reached_at
    from fct_leads
    group by request_id
),

counts as (
    select funnel.month, funnel.basis, measures.measure, 0 as listed,
        case measures.measure
            when 'requests' then funnel.requests
            when 'valid_leads' then funnel.valid_leads
            when 'sql' then funnel.sql
            when 'won_deals' then funnel.won_deals
        end as counted
    from funnel
    cross join (values ('requests'), ('valid_leads'), ('sql'), ('won_deals')) as measures (measure)
    union all
    select cohorts.month, measures.basis, measures.measure,
        case measures.measure when 'requests' then cohorts.requests else cohorts.valid_leads end as listed, 0 as counted
    from cohorts
    cross join (
        values ('cohort', 'requests'), ('period', 'requests'), ('cohort', 'valid_leads'), ('period', 'valid_leads')
    ) as measures (basis, measure)
    union all
    select
        case bases.basis when 'cohort' then heads.cohort_month else date_format(reached.reached_at, '%Y-%m') end as month,
        bases.basis, 'sql' as measure, 1 as listed, 0 as counted
    from fct_leads as heads
    inner join reached on reached.request_id = heads.lead_id
    cross join (values ('cohort'), ('period')) as bases (basis)
    where heads.is_valid
        and ((bases.basis = 'cohort' and reached.is_reached) or (bases.basis = 'period' and reached.reached_at is not null))
    union all
    select date_format(won_at, '%Y-%m') as month, 'period' as basis, 'won_deals' as measure, 1 as listed, 0 as counted
    from fct_deals
    where won_at is not null
    union all
    select heads.cohort_month as month, 'cohort' as basis, 'won_deals' as measure, 1 as listed, 0 as counted
    from fct_deals
    inner join fct_leads on fct_leads.lead_id = fct_deals.lead_id
    inner join fct_leads as heads on heads.lead_id = fct_leads.request_id
    where fct_deals.is_won
),

final as (
    select
        cast(month as varchar) as month,
        cast(basis as varchar) as basis,
        cast(measure as varchar) as measure,
        cast(sum(counted) as bigint) as funnel,
        cast(sum(listed) as bigint) as facts
    from counts
    group by month, basis, measure
    having sum(counted) <> sum(listed)
)

select * from final
