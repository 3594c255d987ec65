-- rows: sources and records with days after the as-of day
with final as (
    select
        cast(int_record_day.source as varchar) as source,
        cast(int_record_day.record as varchar) as record,
        cast(max(int_record_day.date) as date) as newest_date,
        cast(sum(int_record_day.row_count) as bigint) as rows
    from int_record_day
    cross join int_now
    where int_record_day.date > int_now.as_of
    group by int_record_day.source, int_record_day.record
)

select * from final
