-- grain: one row per lead, subject and value that an exclusion or a criterion speaks of
with asked as (
    select lower(subject) as subject from agr_exclusion
    union
    select 'field:' || lower(field) as subject from agr_criterion
    union
    select 'field:' || field as subject from agr_mql
),

facts as (
    select lead_id, 'reject_reason' as subject, crm_reason as value_text, cast(null as double) as value_number,
        true as is_plain
    from int_lead
    union all
    select lead_id, 'lost_reason' as subject, crm_reason as value_text, cast(null as double) as value_number,
        true as is_plain
    from int_lead
    union all
    select lead_id, 'reject_reason' as subject, reject_reason as value_text, cast(null as double) as value_number,
        true as is_plain
    from int_lead_reason
    union all
    select lead_id, 'lost_reason' as subject, lost_reason as value_text, cast(null as double) as value_number,
        true as is_plain
    from int_lead_reason
    union all
    select lead_id, 'lost_reason' as subject, crm_reason as value_text, cast(null as double) as value_number,
        true as is_plain
    from int_deal
    where not is_lead
    union all
    select lead_id, 'lost_reason' as subject, lost_reason as value_text, cast(null as double) as value_number,
        true as is_plain
    from int_lead_deals
    union all
    select lead_id, 'verdict' as subject, final_verdict as value_text, cast(null as double) as value_number, true as is_plain
    from int_lead_verdict
    union all
    select lead_id, 'verdict' as subject, crm_verdict as value_text, cast(null as double) as value_number, true as is_plain
    from int_lead_verdict
    where not is_overturned
    union all
    select lead_id, 'stage' as subject, crm_stage as value_text, cast(null as double) as value_number, false as is_plain
    from int_lead
    union all
    select lead_id, 'pipeline' as subject, pipeline as value_text, cast(null as double) as value_number, false as is_plain
    from int_lead
    union all
    select coalesce(map_merge.survivor_id, stg_lead_field.lead_id) as lead_id, 'field:' || stg_lead_field.field as subject,
        stg_lead_field.value_text, stg_lead_field.value_number, true as is_plain
    from stg_lead_field
    left join map_merge on map_merge.entity = 'lead' and map_merge.id = stg_lead_field.lead_id
    left join int_merge_told as told
        on told.lead_id = stg_lead_field.lead_id and told.subject = 'field:' || stg_lead_field.field
    where told.lead_id is null
    union all
    -- a field of many options is one text: each of them counts
    select coalesce(map_merge.survivor_id, stg_lead_field.lead_id) as lead_id, 'field:' || stg_lead_field.field as subject,
        split_part(stg_lead_field.value_text, ', ', parts.place) as value_text, cast(null as double) as value_number,
        false as is_plain
    from stg_lead_field
    cross join unnest(sequence(1, 30)) as parts (place)
    left join map_merge on map_merge.entity = 'lead' and map_merge.id = stg_lead_field.lead_id
    left join int_merge_told as told
        on told.lead_id = stg_lead_field.lead_id and told.subject = 'field:' || stg_lead_field.field
    where told.lead_id is null and strpos(stg_lead_field.value_text, ', ') > 0
    union all
    select lead_id, 'field:product' as subject, product as value_text, cast(null as double) as value_number,
        false as is_plain
    from int_lead
    union all
    select lead_id, 'field:score' as subject, cast(null as varchar) as value_text, score as value_number, true as is_plain
    from int_lead
),

final as (
    select distinct
        cast(facts.lead_id as varchar) as lead_id,
        cast(facts.subject as varchar) as subject,
        cast(
            case when facts.is_plain then facts.value_text else lower(trim(facts.value_text)) end as varchar
        ) as value_text,
        cast(facts.value_number as double) as value_number
    from facts
    inner join asked on asked.subject = facts.subject
    where facts.lead_id is not null and (facts.value_text is not null or facts.value_number is not null)
)

select * from final
