-- grain: one row per month: lead → client of the newest cohort that was mature at the month's end
with cohorts as (
    select
        months.month,
        int_cohort_size.cohort_month,
        row_number() over (partition by months.month order by int_cohort_size.cohort_month desc) as recency
    from int_kpi_month as months
    cross join int_now
    inner join int_cohort_size
        on int_cohort_size.step = 'lead_to_client' and int_cohort_size.channel = '*' and not int_cohort_size.is_blind
        and date_diff('day', last_day_of_month(int_cohort_size.month_start), least(months.month_end, int_now.as_of))
            >= int_now.horizon_days
),

counted as (
    select
        cohort_month,
        count(*) as leads,
        count_if(is_reached) as clients
    from int_cohort_lead
    where step = 'lead_to_client'
    group by cohort_month
),

final as (
    select
        cast(months.month as varchar) as month,
        cast('lead_to_client' as varchar) as kpi,
        cast('mature_cohort' as varchar) as basis,
        cast(counted.clients as bigint) as numerator,
        cast(counted.leads as bigint) as denominator,
        cast(
            case when int_feed.has_deals and int_feed.can_win then cast(counted.clients as double) / nullif(counted.leads, 0) end as double
        ) as value,
        cast(counted.leads as bigint) as n,
        cast(
            case
                when counted.cohort_month is null then 'no_leads'
                when not int_feed.has_deals then 'no_deals'
                when not int_feed.can_win then 'no_payments'
            end as varchar
        ) as reason,
        cast(cohorts.cohort_month as varchar) as cohort_month
    from int_kpi_month as months
    cross join int_feed
    left join cohorts on cohorts.month = months.month and cohorts.recency = 1
    left join counted on counted.cohort_month = cohorts.cohort_month
)

select * from final
