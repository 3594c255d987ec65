-- grain: one row per agreement, source, pipeline and CRM stage in use; a current stage is read by the agreement of the as-of day
with in_use as (
    select int_now.agreement, stg_lead.source, stg_lead.pipeline, stg_lead.crm_stage
    from stg_lead
    cross join int_now
    union
    select int_now.agreement, stg_deal.source, stg_deal.pipeline, stg_deal.crm_stage
    from stg_deal
    cross join int_now
    union
    select int_month.agreement, stg_stage_change.source, stg_stage_change.pipeline, stg_stage_change.to_stage as crm_stage
    from stg_stage_change
    inner join int_month on int_month.month = stg_stage_change.month
    union
    select int_month.agreement, firsts.source, firsts.pipeline, firsts.to_stage as crm_stage
    from int_first_stage as firsts
    inner join int_month on int_month.month = firsts.month
    union
    select
        int_month.agreement,
        stg_stage_change.source,
        stg_stage_change.from_pipeline as pipeline,
        stg_stage_change.from_stage as crm_stage
    from stg_stage_change
    inner join int_month on int_month.month = stg_stage_change.month
),

final as (
    select distinct
        cast(agreement as varchar) as agreement,
        cast(source as varchar) as source,
        cast(pipeline as varchar) as pipeline,
        cast(crm_stage as varchar) as crm_stage
    from in_use
    where crm_stage is not null
)

select * from final
