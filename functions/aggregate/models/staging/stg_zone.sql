-- grain: one row per span of equal UTC offset in the company's time zone
with zones as (
    select * from dim_zone
),

newest as (
    select
        time_zone,
        row_number() over (order by agreement desc) as recency
    from agr_company
),

final as (
    select
        cast(zones.from_utc as timestamp(3)) as from_utc,
        cast(zones.to_utc as timestamp(3)) as to_utc,
        cast(zones.offset_minutes as bigint) as offset_minutes
    from zones
    inner join newest on newest.time_zone = zones.zone and newest.recency = 1
)

select * from final
