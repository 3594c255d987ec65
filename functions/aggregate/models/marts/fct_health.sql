-- grain: one row per source, account and record. fresh: data of the last 2 days; late: of the last 7; stale: older.
-- Payments and closing dates can be planned ahead, so a newest day after the as-of day has no lag
with records as (
    select source, account, record, sum(row_count) as row_count, min(date) as first_date, max(date) as newest_date
    from int_record_day
    group by source, account, record
),

unmatched as (
    select
        fct_spend.source,
        fct_spend.account,
        sum(fct_spend.spend_micros) as spend_micros
    from fct_spend
    left join dim_campaign
        on dim_campaign.channel = fct_spend.channel and dim_campaign.campaign_id = fct_spend.campaign_id
    where not coalesce(dim_campaign.in_leads, false)
    group by fct_spend.source, fct_spend.account
),

lagging as (
    select
        records.*,
        case
            when records.newest_date > int_now.as_of then 0
            else date_diff('day', records.newest_date, int_now.as_of)
        end as lag_days
    from records
    cross join int_now
),

final as (
    select
        cast(lagging.source as varchar) as source,
        cast(lagging.account as varchar) as account,
        cast(lagging.record as varchar) as record,
        cast(lagging.row_count as bigint) as rows,
        cast(lagging.first_date as date) as first_date,
        cast(lagging.newest_date as date) as newest_date,
        cast(lagging.lag_days as bigint) as lag_days,
        cast(
            case when lagging.record = 'spend' then coalesce(unmatched.spend_micros, 0) end as bigint
        ) as unmatched_spend_micros,
        cast(
            case when lagging.lag_days <= 2 then 'fresh' when lagging.lag_days <= 7 then 'late' else 'stale' end as varchar
        ) as status
    from lagging
    left join unmatched
        on lagging.record = 'spend' and unmatched.source = lagging.source and unmatched.account = lagging.account
)

select * from final
