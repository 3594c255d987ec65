-- grain: one row per lead to which an exclusion applies. A reason names the exclusion better than a verdict, which many of them share.
-- is_double: the exclusion is the one for doubles. is_own: something else than being a repeat applies
with matches as (
    select
        int_lead.lead_id,
        int_lead.agreement,
        agr_exclusion.exclusion,
        lower(agr_exclusion.subject) as subject
    from int_lead
    inner join int_lead_fact on int_lead_fact.lead_id = int_lead.lead_id
    inner join agr_exclusion
        on agr_exclusion.agreement = int_lead.agreement and lower(agr_exclusion.subject) = int_lead_fact.subject
        and (agr_exclusion.value = int_lead_fact.value_text or agr_exclusion.value = '*')
    union all
    select
        int_lead.lead_id,
        int_lead.agreement,
        agr_exclusion.exclusion,
        agr_exclusion.subject
    from int_lead
    inner join int_request on int_request.lead_id = int_lead.lead_id and not int_request.is_request
    inner join agr_exclusion
        on agr_exclusion.agreement = int_lead.agreement and agr_exclusion.subject = 'duplicate'
),

named as (
    select
        lead_id,
        agreement,
        coalesce(min(case when subject <> 'verdict' then exclusion end), min(exclusion)) as exclusion,
        bool_or(subject <> 'duplicate') as is_own
    from matches
    group by lead_id, agreement
),

doubles as (
    select distinct agreement, exclusion from agr_exclusion where subject = 'duplicate'
),

final as (
    select
        cast(named.lead_id as varchar) as lead_id,
        cast(named.exclusion as varchar) as exclusion,
        cast(named.is_own as boolean) as is_own,
        cast(doubles.exclusion is not null as boolean) as is_double
    from named
    left join doubles on doubles.agreement = named.agreement and doubles.exclusion = named.exclusion
)

select * from final
