-- grain: one row per lead of which at least one obligatory criterion is known
with compared as (
    select
        int_lead.lead_id,
        int_lead.agreement,
        agr_criterion.criterion,
        agr_criterion.op,
        case
            when agr_criterion.op in ('in', 'not_in') then
                agr_criterion.value_text = int_lead_fact.value_text
                or agr_criterion.value_number = int_lead_fact.value_number
            when agr_criterion.op = 'min' then int_lead_fact.value_number >= agr_criterion.value_number
            when agr_criterion.op = 'max' then int_lead_fact.value_number <= agr_criterion.value_number
            when agr_criterion.op = 'between' then
                int_lead_fact.value_number between agr_criterion.value_number and agr_criterion.value_high
        end as is_hit
    from int_lead
    inner join int_lead_fact on int_lead_fact.lead_id = int_lead.lead_id
    inner join agr_criterion
        on agr_criterion.agreement = int_lead.agreement
        and 'field:' || lower(agr_criterion.field) = int_lead_fact.subject
    where agr_criterion.op in ('in', 'not_in') or int_lead_fact.value_number is not null
),

judged as (
    select
        lead_id,
        agreement,
        criterion,
        case when op = 'not_in' then not coalesce(bool_or(is_hit), false) else coalesce(bool_or(is_hit), false) end as is_met
    from compared
    group by lead_id, agreement, criterion, op
),

totals as (
    select agreement, count(distinct criterion) as criteria
    from agr_criterion
    group by agreement
),

final as (
    select
        cast(judged.lead_id as varchar) as lead_id,
        cast(bool_and(judged.is_met) as boolean) as is_target,
        cast(count(*) = max(totals.criteria) as boolean) as is_known
    from judged
    inner join totals on totals.agreement = judged.agreement
    group by judged.lead_id
)

select * from final
