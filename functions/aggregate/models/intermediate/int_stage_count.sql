-- grain: one row per basis, month and stage with at least one request or visit
with counts as (
    select 'cohort' as basis, cohort_month as month, stage, count(*) as reached, cast(null as bigint) as requests
    from int_request_stage
    group by cohort_month, stage
    union all
    select 'period' as basis, date_format(entered_at, '%Y-%m') as month, stage, count(*) as reached,
        cast(null as bigint) as requests
    from int_request_stage
    where entered_at is not null
    group by date_format(entered_at, '%Y-%m'), stage
    union all
    select bases.basis, int_visit_day.month, 'visit' as stage, sum(int_visit_day.visits) as reached,
        cast(null as bigint) as requests
    from int_visit_day
    cross join (values ('cohort'), ('period')) as bases (basis)
    group by bases.basis, int_visit_day.month
    union all
    select bases.basis, int_request_fact.month, 'lead' as stage, 0 as reached, count(*) as requests
    from int_request_fact
    cross join (values ('cohort'), ('period')) as bases (basis)
    group by bases.basis, int_request_fact.month
),

final as (
    select
        cast(basis as varchar) as basis,
        cast(month as varchar) as month,
        cast(stage as varchar) as stage,
        cast(sum(reached) as bigint) as reached,
        cast(sum(requests) as bigint) as requests
    from counts
    group by basis, month, stage
)

select * from final
