-- grain: one row per lead with a reason: the CRM's text as the agreement names it, in the list that knows it
with reasons as (
    select
        int_lead.lead_id,
        int_lead.crm_reason,
        rejected.reason as reject_reason,
        lost.reason as lost_reason
    from int_lead
    left join agr_reason as rejected
        on rejected.agreement = int_lead.agreement and rejected.list = 'reject'
        and rejected.crm_value = int_lead.crm_reason
    left join agr_reason as lost
        on lost.agreement = int_lead.agreement and lost.list = 'lost' and lost.crm_value = int_lead.crm_reason
    where int_lead.crm_reason is not null
),

final as (
    select
        cast(lead_id as varchar) as lead_id,
        cast(
            case when lost_reason is not null then reject_reason else coalesce(reject_reason, crm_reason) end as varchar
        ) as reject_reason,
        cast(lost_reason as varchar) as lost_reason
    from reasons
)

select * from final
