-- grain: one row per month and measure of brand visits, reviewed verdicts and survey answers, by their own day
with amounts as (
    select month, 'brand_visits' as measure, brand_visits as amount from int_visit_day
    union all
    select date_format(verdict_at, '%Y-%m') as month, 'reviewed' as measure, 1 as amount
    from int_lead_verdict
    where is_reviewed
    union all
    select date_format(verdict_at, '%Y-%m') as month, 'agreed' as measure, case when is_agreed then 1 else 0 end as amount
    from int_lead_verdict
    where is_reviewed
    union all
    select date_format(verdict_at, '%Y-%m') as month, 'overturned' as measure,
        case when is_overturned then 1 else 0 end as amount
    from int_lead_verdict
    where is_reviewed
    union all
    select month, 'answers' as measure, 1 as amount from stg_answer
    union all
    select month, 'net_promoters' as measure,
        case when score >= 9e0 then 100 when score <= 6e0 then -100 else 0 end as amount
    from stg_answer
),

final as (
    select
        cast(month as varchar) as month,
        cast('period' as varchar) as basis,
        cast(measure as varchar) as measure,
        cast(sum(amount) as bigint) as amount
    from amounts
    where month is not null
    group by month, measure
)

select * from final
