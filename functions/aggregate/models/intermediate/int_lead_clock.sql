-- grain: one row per lead: the agreed first-contact clock, and how many seconds of it had passed at three moments
with clocks as (
    select
        agreement,
        limit_minutes,
        is_working,
        team,
        row_number() over (
            partition by agreement
            order by case when clock = 'first_contact' then 0 else 1 end, limit_minutes, clock
        ) as place
    from agr_clock
    where from_event in ('created', 'routed') and to_event = 'contacted'
),

moments as (
    select
        int_lead.lead_id,
        int_lead.agreement,
        clocks.limit_minutes,
        clocks.is_working,
        clocks.team,
        int_lead.created_local as started_at,
        int_lead_contact.response_at as stopped_at,
        date_add('day', 1, cast(int_now.as_of as timestamp(3))) as now_at
    from int_lead
    cross join int_now
    left join clocks on clocks.agreement = int_lead.agreement and clocks.place = 1
    left join int_lead_contact on int_lead_contact.lead_id = int_lead.lead_id
),

final as (
    select
        cast(lead_id as varchar) as lead_id,
        cast(agreement as varchar) as agreement,
        cast(limit_minutes as bigint) as limit_minutes,
        cast(coalesce(is_working, false) as boolean) as is_working,
        cast(team as varchar) as team,
        cast(started_at as timestamp(3)) as started_at,
        cast(case when stopped_at < started_at then started_at else stopped_at end as timestamp(3)) as stopped_at,
        cast(case when now_at < started_at then started_at else now_at end as timestamp(3)) as now_at
    from moments
)

select * from final
