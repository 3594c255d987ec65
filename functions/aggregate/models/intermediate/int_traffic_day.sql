-- grain: one row per source, account and day whose visits are counted by the sums of traffic: of single visits it has none, or
-- fewer than half of them, as where the log broke off or a few hours of it fall into the next day here
with visits as (
    select source, account, started_date as date, sum(visits) as visits
    from stg_visit
    group by source, account, started_date
),

sums as (
    select source, account, date, sum(sessions) as sessions
    from stg_traffic
    group by source, account, date
),

final as (
    select
        cast(sums.source as varchar) as source,
        cast(sums.account as varchar) as account,
        cast(sums.date as date) as date
    from sums
    left join visits on visits.source = sums.source and visits.account = sums.account and visits.date = sums.date
    where visits.date is null or visits.visits * 2 < sums.sessions
)

select * from final
