-- grain: one row per month that is governed or holds a record; months outside the agreements take the nearest one
with governed as (
    select * from dim_agreement
),

dated as (
    select distinct date_format(created_date, '%Y-%m') as month from stg_lead
    union
    select distinct date_format(created_date, '%Y-%m') as month from stg_deal
    union
    select distinct month from stg_spend
    union
    select distinct month from stg_visit
    union
    select distinct month from stg_traffic
    union
    select distinct month from stg_cost
    union
    select distinct month from stg_stage_change
    union
    select distinct date_format(paid_date, '%Y-%m') as month from stg_payment
),

edges as (
    select
        min(month) as first_month,
        max(month) as last_month,
        min(agreement) as first_agreement,
        max(agreement) as last_agreement
    from dim_agreement
),

outside as (
    select
        dated.month,
        case when dated.month < edges.first_month then edges.first_agreement else edges.last_agreement end as agreement
    from dated
    cross join edges
    where dated.month < edges.first_month or dated.month > edges.last_month
),

months as (
    select month, agreement, true as is_governed from governed
    union all
    select month, agreement, false as is_governed from outside
),

final as (
    select
        cast(month as varchar) as month,
        cast(date_parse(month || '-01', '%Y-%m-%d') as date) as month_start,
        cast(last_day_of_month(cast(date_parse(month || '-01', '%Y-%m-%d') as date)) as date) as month_end,
        cast(agreement as varchar) as agreement,
        cast(is_governed as boolean) as is_governed
    from months
)

select * from final
