-- grain: one row per source, account, record and day with the number of its rows
with days as (
    select 'lead' as record, source, account, created_date as date, count(*) as row_count
    from stg_lead
    group by source, account, created_date
    union all
    select 'deal' as record, source, account, created_date as date, count(*) as row_count
    from stg_deal
    group by source, account, created_date
    union all
    select 'spend' as record, source, account, date, count(*) as row_count
    from stg_spend
    group by source, account, date
    union all
    select 'visit' as record, source, account, started_date as date, sum(visits) as row_count
    from stg_visit
    group by source, account, started_date
    union all
    select 'traffic' as record, source, account, date, count(*) as row_count
    from stg_traffic
    group by source, account, date
    union all
    select 'stage_change' as record, source, account, cast(changed_local as date) as date, count(*) as row_count
    from stg_stage_change
    group by source, account, cast(changed_local as date)
    union all
    select 'activity' as record, source, account, cast(happened_local as date) as date, count(*) as row_count
    from stg_activity
    group by source, account, cast(happened_local as date)
    union all
    select 'verdict' as record, source, account, cast(given_local as date) as date, count(*) as row_count
    from stg_verdict
    group by source, account, cast(given_local as date)
    union all
    select 'payment' as record, source, account, paid_date as date, count(*) as row_count
    from stg_payment
    group by source, account, paid_date
),

final as (
    select
        cast(record as varchar) as record,
        cast(source as varchar) as source,
        cast(account as varchar) as account,
        cast(date as date) as date,
        cast(row_count as bigint) as row_count
    from days
)

select * from final
