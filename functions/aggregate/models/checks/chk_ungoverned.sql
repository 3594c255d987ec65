-- rows: months with leads, spend, visits or deals before the first agreement
with edges as (
    select min(month) as first_month from dim_agreement
),

final as (
    select
        cast(int_record_day.source as varchar) as source,
        cast(int_record_day.record as varchar) as record,
        cast(date_format(int_record_day.date, '%Y-%m') as varchar) as month,
        cast(sum(int_record_day.row_count) as bigint) as rows
    from int_record_day
    cross join edges
    where int_record_day.record in ('lead', 'deal', 'spend', 'visit', 'traffic')
        and date_format(int_record_day.date, '%Y-%m') < edges.first_month
    group by int_record_day.source, int_record_day.record, date_format(int_record_day.date, '%Y-%m')
)

select * from final
