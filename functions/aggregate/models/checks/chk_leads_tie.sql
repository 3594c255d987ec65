-- rows: leads that the CRM holds and fct_leads lacks, or the other way round
with versions as (
    select
        lead.lead_id,
        lead.merged_into is not null or coalesce(lead.deleted, false) as is_gone,
        1 as recency
    from lead
    left join stg_lead_changed as changed on changed.lead_id = lead.lead_id
    where changed.lead_id is null
    union all
    select
        lead.lead_id,
        lead.merged_into is not null or coalesce(lead.deleted, false) as is_gone,
        row_number() over (
            partition by lead.lead_id
            order by lead.updated_at desc, lead.pulled_at desc, lead.created_at desc, lead.stage, lead.pipeline,
                lead.responsible, lead.reject_reason
        ) as recency
    from lead
    inner join stg_lead_changed as changed on changed.lead_id = lead.lead_id
),

presence as (
    select lead_id, 1 as taken, 0 as given from versions where recency = 1 and not is_gone
    union all
    select lead_id, 0 as taken, 1 as given from fct_leads
),

final as (
    select
        cast(lead_id as varchar) as lead_id,
        cast(sum(taken) as bigint) as in_rows,
        cast(sum(given) as bigint) as out_rows
    from presence
    group by lead_id
    having sum(taken) <> sum(given)
)

select * from final
