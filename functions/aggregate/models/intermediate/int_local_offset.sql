-- grain: one row per side of a stretch and span of local time: the UTC offset by which that side is counted. The hour that
-- autumn repeats stands for its second time where a stretch begins and for its first where it ends: the doubt is no breach
with spans as (
    select
        from_utc,
        to_utc,
        offset_minutes,
        date_add('minute', offset_minutes, from_utc) as begins,
        date_add('minute', offset_minutes, to_utc) as ends,
        lead(from_utc) over (order by from_utc) as next_from,
        lead(offset_minutes) over (order by from_utc) as next_offset,
        lag(to_utc) over (order by from_utc) as previous_to,
        lag(offset_minutes) over (order by from_utc) as previous_offset
    from stg_zone
),

sided as (
    select
        sides.side,
        case when sides.side = 'start' then spans.begins
            else coalesce(date_add('minute', spans.previous_offset, spans.previous_to), spans.begins) end as from_local,
        case when sides.side = 'end' then spans.ends
            else coalesce(date_add('minute', spans.next_offset, spans.next_from), spans.ends) end as to_local,
        spans.offset_minutes
    from spans
    cross join (values ('start'), ('end')) as sides (side)
),

final as (
    select
        cast(side as varchar) as side,
        cast(from_local as timestamp(3)) as from_local,
        cast(to_local as timestamp(3)) as to_local,
        cast(offset_minutes as bigint) as offset_minutes
    from sided
)

select * from final
