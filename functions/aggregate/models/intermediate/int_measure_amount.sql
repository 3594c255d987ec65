-- grain: one row per month, basis and measure that happened at all
with measures as (
    select * from int_measure_funnel
    union all
    select * from int_measure_request
    union all
    select * from int_measure_money
    union all
    select * from int_measure_voice
    union all
    select * from int_measure_clock
    union all
    select * from int_measure_client
),

final as (
    select
        cast(month as varchar) as month,
        cast(basis as varchar) as basis,
        cast(measure as varchar) as measure,
        cast(amount as bigint) as amount
    from measures
)

select * from final
