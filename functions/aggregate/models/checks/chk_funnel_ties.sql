-- rows: months and measures whose count in fct_funnel is not the count of lead or deal rows
with counts as (
    select month, basis, 'requests' as measure, requests as counted, 0 as listed from fct_funnel
    union all
    select month, basis, 'valid_leads' as measure, valid_leads as counted, 0 as listed from fct_funnel
    union all
    select month, basis, 'sql' as measure, sql as counted, 0 as listed from fct_funnel
    union all
    select month, basis, 'won_deals' as measure, won_deals as counted, 0 as listed from fct_funnel
    union all
    select fct_leads.cohort_month as month, bases.basis, 'requests' as measure, 0 as counted, 1 as listed
    from fct_leads
    cross join (values ('cohort'), ('period')) as bases (basis)
    where fct_leads.is_request
    union all
    select fct_leads.cohort_month as month, bases.basis, 'valid_leads' as measure, 0 as counted, 1 as listed
    from fct_leads
    cross join (values ('cohort'), ('period')) as bases (basis)
    where fct_leads.is_valid
    union all
    select heads.cohort_month as month, 'cohort' as basis, 'sql' as measure, 0 as counted, 1 as listed
    from fct_leads as heads
    inner join (select request_id, bool_or(is_sql) as is_sql from fct_leads group by request_id) as requests
        on requests.request_id = heads.lead_id and requests.is_sql
    where heads.is_valid
    union all
    select date_format(requests.sql_at, '%Y-%m') as month, 'period' as basis, 'sql' as measure, 0 as counted, 1 as listed
    from fct_leads as heads
    inner join (select request_id, min(sql_at) as sql_at from fct_leads group by request_id) as requests
        on requests.request_id = heads.lead_id and requests.sql_at is not null
    where heads.is_valid
    union all
    select date_format(won_at, '%Y-%m') as month, 'period' as basis, 'won_deals' as measure, 0 as counted, 1 as listed
    from fct_deals
    where won_at is not null
    union all
    select heads.cohort_month as month, 'cohort' as basis, 'won_deals' as measure, 0 as counted, 1 as listed
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
