-- grain: one row per month and KPI of waiting time: medians of working minutes, which carry no numerator.
-- Hand-off by the month of the lead, stages by the month in which they were entered; stays of excluded leads don't count
with waits as (
    select
        'handoff_dwell' as kpi, date_format(started_at, '%Y-%m') as month,
        floor(cast(seconds as double) / 60e0) as minutes
    from int_interval_time
    where kind = 'handoff' and seconds is not null
    union all
    select
        'stage_dwell' as kpi, date_format(spans.entered_at, '%Y-%m') as month,
        cast(spans.working_minutes as double) as minutes
    from fct_stage_spans as spans
    left join fct_leads on fct_leads.lead_id = spans.lead_id
    where spans.working_minutes is not null
        and (
            fct_leads.lead_id is null or fct_leads.is_valid
            or fct_leads.validity_reason in ('confirmed', 'undecided', 'repeat_request')
        )
),

medians as (
    select
        kpi,
        month,
        count(minutes) as n,
        array_agg(minutes order by minutes) filter (where minutes is not null) as minutes
    from waits
    group by kpi, month
),

calendars as (
    select distinct agreement from dim_calendar where team = 'sales'
),

moves as (
    select count(*) as spans from fct_stage_spans
),

named as (
    select
        months.month, names.kpi, names.basis, names.ripens, calendars.agreement is null as has_no_calendar,
        moves.spans
    from int_kpi_month as months
    cross join (
        values ('handoff_dwell', 'cohort', 'sql'), ('stage_dwell', 'period', null)
    ) as names (kpi, basis, ripens)
    cross join moves
    left join calendars on calendars.agreement = months.agreement
),

final as (
    select
        cast(named.month as varchar) as month,
        cast(named.kpi as varchar) as kpi,
        cast(named.basis as varchar) as basis,
        cast(null as bigint) as numerator,
        cast(null as bigint) as denominator,
        cast(
            case when medians.n > 0 then element_at(medians.minutes, cast(ceil(0.5e0 * medians.n) as bigint)) end as double
        ) as value,
        cast(coalesce(medians.n, 0) as bigint) as n,
        cast(
            case
                when medians.n > 0 then null
                when named.has_no_calendar then 'no_calendar'
                when named.spans = 0 then 'no_moves'
                when named.kpi = 'handoff_dwell' then 'no_sql'
                else 'no_moves'
            end as varchar
        ) as reason,
        cast(named.ripens as varchar) as ripens
    from named
    left join medians on medians.kpi = named.kpi and medians.month = named.month
)

select * from final
