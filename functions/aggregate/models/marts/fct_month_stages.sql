-- grain: one row per month, basis and stage of the month's agreement; valid requests, visits for the stage `visit`
with months as (
    select distinct counts.basis, counts.month, int_month.agreement
    from int_stage_count as counts
    inner join int_month on int_month.month = counts.month
),

final as (
    select
        cast(months.month as varchar) as month,
        cast(months.basis as varchar) as basis,
        cast(dim_stage.stage as varchar) as stage,
        cast(dim_stage.position as bigint) as position,
        cast(dim_stage.owner as varchar) as owner,
        cast(dim_stage.is_handoff as boolean) as is_handoff,
        cast(sum(counts.requests) as bigint) as requests,
        cast(coalesce(sum(counts.reached), 0) as bigint) as reached
    from months
    inner join dim_stage on dim_stage.agreement = months.agreement
    left join int_stage_count as counts
        on counts.basis = months.basis and counts.month = months.month and counts.stage = dim_stage.stage
    group by
        months.month, months.basis, dim_stage.stage, dim_stage.position, dim_stage.owner, dim_stage.is_handoff
)

select * from final
