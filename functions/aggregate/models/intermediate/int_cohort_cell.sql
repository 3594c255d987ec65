-- grain: one row per step, cohort month, channel (* = all) and age in months that is not in the future
with final as (
    select
        cast(sizes.step as varchar) as step,
        cast(sizes.cohort_month as varchar) as cohort_month,
        cast(sizes.channel as varchar) as channel,
        cast(ages.age_months as bigint) as age_months,
        cast(ages.age_months = least(sizes.age_now, 12) as boolean) as is_last,
        cast(
            least(sizes.as_of, last_day_of_month(date_add('month', ages.age_months, sizes.month_start))) as date
        ) as seen_on,
        cast(
            sizes.as_of >= last_day_of_month(date_add('month', ages.age_months, sizes.month_start)) as boolean
        ) as is_complete,
        cast(sizes.leads as bigint) as leads,
        cast(sizes.is_mature as boolean) as is_mature,
        cast(sizes.is_blind as boolean) as is_blind
    from int_cohort_size as sizes
    cross join unnest(sequence(0, 12)) as ages (age_months)
    where ages.age_months <= sizes.age_now
)

select * from final
