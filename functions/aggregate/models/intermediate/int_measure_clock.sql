-- grain: one row per month of the start and measure of the agreed clocks
with amounts as (
    select date_format(started_at, '%Y-%m') as month, 'sla_due' as measure, 1 as amount
    from fct_sla
    where status in ('kept', 'broken')
    union all
    select date_format(started_at, '%Y-%m') as month, 'sla_kept' as measure, 1 as amount
    from fct_sla
    where status = 'kept'
    union all
    select date_format(started_at, '%Y-%m') as month, 'reply_due' as measure, 1 as amount
    from fct_sla
    where to_event = 'marketing_reply' and status <> 'unknown'
    union all
    select date_format(started_at, '%Y-%m') as month, 'reply_in_time' as measure, 1 as amount
    from fct_sla
    where to_event = 'marketing_reply' and status = 'kept'
),

final as (
    select
        cast(month as varchar) as month,
        cast('period' as varchar) as basis,
        cast(measure as varchar) as measure,
        cast(sum(amount) as bigint) as amount
    from amounts
    group by month, measure
)

select * from final
