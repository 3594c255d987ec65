-- grain: one row per step, cohort month and channel (* = all) with its valid requests and how far it can be seen
with sized as (
    select step, cohort_month, channel, count(*) as leads, count_if(is_blind) as blind_leads
    from int_cohort_lead
    group by step, cohort_month, channel
    union all
    select step, cohort_month, '*' as channel, count(*) as leads, count_if(is_blind) as blind_leads
    from int_cohort_lead
    group by step, cohort_month
),

final as (
    select
        cast(sized.step as varchar) as step,
        cast(sized.cohort_month as varchar) as cohort_month,
        cast(sized.channel as varchar) as channel,
        cast(sized.leads as bigint) as leads,
        cast(sized.blind_leads * 2 > sized.leads as boolean) as is_blind,
        cast(
            date_diff('day', int_month.month_end, int_now.as_of) >= int_now.horizon_days as boolean
        ) as is_mature,
        cast(
            (year(int_now.as_of) - year(int_month.month_start)) * 12
            + month(int_now.as_of) - month(int_month.month_start) as bigint
        ) as age_now,
        cast(int_month.month_start as date) as month_start,
        cast(int_now.as_of as date) as as_of
    from sized
    cross join int_now
    inner join int_month on int_month.month = sized.cohort_month
)

select * from final
