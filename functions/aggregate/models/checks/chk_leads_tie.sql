-- rows: leads that the CRM holds and fct_leads lacks, or the other way round
with versions as (
    select
        lead_id,
        merged_into is not null or coalesce(deleted, false) as is_gone,
        row_number() over (
            partition by lead_id
            order by updated_at desc, pulled_at desc, created_at desc, stage, pipeline, responsible, reject_reason
        ) as recency
    from lead
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
