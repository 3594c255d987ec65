-- grain: one row per lead that has changed hands and stretch of time in which one person (or nobody) was responsible for it.
-- An owner holds it until a version of the lead names the next one; a version without a time of its own counts since it was read
with versions as (
    select
        lead.lead_id,
        lead.source,
        lead.responsible,
        coalesce(lead.updated_at, lead.pulled_at) as seen_at,
        row_number() over (
            partition by lead.lead_id
            order by coalesce(lead.updated_at, lead.pulled_at), lead.pulled_at, lead.responsible desc nulls first
        ) as place,
        lag(lead.responsible) over (
            partition by lead.lead_id
            order by coalesce(lead.updated_at, lead.pulled_at), lead.pulled_at, lead.responsible desc nulls first
        ) as former
    from lead
    inner join stg_lead_handed as handed on handed.lead_id = lead.lead_id
    where lead.merged_into is null and coalesce(lead.deleted, false) = false
),

moves as (
    select
        versions.lead_id,
        versions.source,
        versions.responsible,
        versions.place,
        case
            when versions.place > 1
                then date_add('minute', coalesce(stg_zone.offset_minutes, 0), versions.seen_at)
        end as since_local
    from versions
    left join stg_zone on versions.seen_at >= stg_zone.from_utc and versions.seen_at < stg_zone.to_utc
    where versions.place = 1 or versions.responsible is distinct from versions.former
),

stretches as (
    select
        moves.*,
        lead(since_local) over (partition by lead_id order by place) as till_local
    from moves
),

final as (
    select
        cast(lead_id as varchar) as lead_id,
        cast(source as varchar) as source,
        cast(responsible as varchar) as manager,
        cast(since_local as timestamp(3)) as since_local,
        cast(till_local as timestamp(3)) as till_local
    from stretches
    where (since_local is not null or till_local is not null)
        and (since_local is null or till_local is null or till_local > since_local)
)

select * from final
