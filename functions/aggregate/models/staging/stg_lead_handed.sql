-- grain: one row per lead whose versions name different people as responsible, or somebody and nobody
with final as (
    select cast(lead.lead_id as varchar) as lead_id
    from lead
    inner join stg_lead_changed as changed on changed.lead_id = lead.lead_id
    where lead.merged_into is null and coalesce(lead.deleted, false) = false
    group by lead.lead_id
    having min(coalesce(lead.responsible, '')) <> max(coalesce(lead.responsible, ''))
)

select * from final
