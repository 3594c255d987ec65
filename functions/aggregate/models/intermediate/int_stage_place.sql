-- grain: one row per agreement and stage of any agreement: where the stage stands among this agreement's own.
-- A stage that it doesn't know stands where the last of its own stages before it stands
with newest as (
    select stage, max(agreement) as agreement
    from dim_stage
    group by stage
),

earlier as (
    select
        own.agreement,
        newest.stage,
        max(own.position) as position
    from newest
    inner join dim_stage as named on named.agreement = newest.agreement and named.stage = newest.stage
    inner join dim_stage as before on before.agreement = newest.agreement and before.position <= named.position
    inner join dim_stage as own on own.stage = before.stage
    group by own.agreement, newest.stage
),

final as (
    select
        cast(earlier.agreement as varchar) as agreement,
        cast(earlier.stage as varchar) as stage,
        cast(coalesce(own.position, earlier.position) as bigint) as position
    from earlier
    left join dim_stage as own on own.agreement = earlier.agreement and own.stage = earlier.stage
)

select * from final
