-- grain: one row per month and leak of tagging: money without leads, leads without campaign or origin
with campaigns as (
    select month, channel, campaign_id, sum(spend_micros) as spend_micros, sum(requests) as requests
    from fct_funnel
    where basis = 'cohort'
    group by month, channel, campaign_id
),

leaks as (
    select month, 'spend_without_leads' as check_name, count(*) as row_count, sum(spend_micros) as micros
    from campaigns
    where spend_micros > 0 and requests = 0
    group by month
    union all
    select fct_leads.cohort_month as month, 'leads_without_campaign' as check_name, count(*) as row_count,
        cast(null as bigint) as micros
    from fct_leads
    inner join dim_channel
        on dim_channel.agreement = fct_leads.agreement and dim_channel.channel = fct_leads.channel and dim_channel.is_paid
    where fct_leads.campaign_id is null
    group by fct_leads.cohort_month
    union all
    select cohort_month as month, 'leads_without_origin' as check_name, count(*) as row_count,
        cast(null as bigint) as micros
    from fct_leads
    where channel = 'none'
    group by cohort_month
),

final as (
    select
        cast(month as varchar) as month,
        cast(check_name as varchar) as check_name,
        cast('warn' as varchar) as severity,
        cast(row_count as bigint) as rows,
        cast(micros as bigint) as micros
    from leaks
)

select * from final
