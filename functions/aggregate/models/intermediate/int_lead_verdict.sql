-- grain: one row per lead with a verdict: the newest one, marketing's answer to it and the decision
with acts as (
    select
        int_lead.lead_id,
        stg_verdict.act,
        stg_verdict.given_local,
        stg_verdict.crm_verdict,
        coalesce(agr_verdict.verdict, stg_verdict.crm_verdict) as verdict,
        coalesce(rejected.reason, lost.reason, stg_verdict.crm_reason) as reason,
        row_number() over (
            partition by int_lead.lead_id, case when stg_verdict.act = 'dispute' then 'accept' else stg_verdict.act end
            order by stg_verdict.given_local desc, stg_verdict.act desc, stg_verdict.crm_verdict, stg_verdict.crm_reason
        ) as recency
    from stg_verdict
    left join map_merge on map_merge.entity = 'lead' and map_merge.id = stg_verdict.lead_id
    inner join int_lead on int_lead.lead_id = coalesce(map_merge.survivor_id, stg_verdict.lead_id)
    left join int_merge_told as told
        on told.lead_id = stg_verdict.lead_id
        and told.subject = case when stg_verdict.act in ('accept', 'dispute') then 'answer' else stg_verdict.act end
    left join agr_verdict
        on agr_verdict.agreement = int_lead.agreement and agr_verdict.crm_value = stg_verdict.crm_verdict
    left join agr_reason as rejected
        on rejected.agreement = int_lead.agreement and rejected.list = 'reject'
        and rejected.crm_value = stg_verdict.crm_reason
    left join agr_reason as lost
        on lost.agreement = int_lead.agreement and lost.list = 'lost' and lost.crm_value = stg_verdict.crm_reason
    where told.lead_id is null
),

timed as (
    select
        acts.*,
        max(case when act = 'verdict' then given_local end) over (partition by lead_id) as newest_verdict_at
    from acts
),

newest as (
    select
        lead_id,
        max(case when recency = 1 and act = 'verdict' then verdict end) as verdict,
        max(case when recency = 1 and act = 'verdict' then crm_verdict end) as crm_verdict,
        max(case when recency = 1 and act = 'verdict' then reason end) as reason,
        max(case when act = 'verdict' then given_local end) as verdict_at,
        max(case when recency = 1 and act = 'decide' then verdict end) as decision,
        count_if(act in ('accept', 'dispute')) as answers,
        count_if(recency = 1 and act = 'accept') as accepts,
        min(case when act = 'verdict' then given_local end) as first_verdict_at,
        min(case when act in ('accept', 'dispute') and given_local >= newest_verdict_at then given_local end) as replied_at
    from timed
    group by lead_id
),

final as (
    select
        cast(lead_id as varchar) as lead_id,
        cast(verdict as varchar) as verdict,
        cast(crm_verdict as varchar) as crm_verdict,
        cast(reason as varchar) as verdict_reason,
        cast(verdict_at as timestamp(3)) as verdict_at,
        cast(coalesce(decision, verdict) as varchar) as final_verdict,
        cast(answers > 0 or decision is not null as boolean) as is_reviewed,
        cast(
            case when decision is not null then decision = verdict else accepts > 0 end as boolean
        ) as is_agreed,
        cast(coalesce(decision <> verdict, false) as boolean) as is_overturned,
        cast(first_verdict_at as timestamp(3)) as first_verdict_at,
        cast(replied_at as timestamp(3)) as replied_at
    from newest
    where verdict is not null or decision is not null
)

select * from final
