-- grain: one row per lead or deal that its CRM tells of only when it is moved: the stage it was first moved from has held it
-- since it was created. Of what is older than the log of its account nobody knows what was first
with told as (
    select distinct entity, entity_id from stg_stage_change where from_stage is null
),

placed as (
    select
        moves.source,
        moves.account,
        moves.entity,
        moves.entity_id,
        moves.from_pipeline,
        moves.from_stage,
        moves.changed_local,
        row_number() over (
            partition by moves.entity, moves.entity_id
            order by moves.changed_local, moves.from_stage, moves.from_pipeline, moves.to_stage
        ) as place
    from stg_stage_change as moves
    left join told on told.entity = moves.entity and told.entity_id = moves.entity_id
    where moves.from_stage is not null and told.entity_id is null
),

logs as (
    select source, account, min(cast(changed_local as date)) as first_date
    from stg_stage_change
    group by source, account
),

born as (
    select 'lead' as entity, lead_id as entity_id, created_local, created_date from stg_lead
    union all
    select 'deal' as entity, deal_id as entity_id, created_local, created_date from stg_deal
),

final as (
    select
        cast(placed.source as varchar) as source,
        cast(placed.account as varchar) as account,
        cast(placed.entity as varchar) as entity,
        cast(placed.entity_id as varchar) as entity_id,
        cast(born.created_local as timestamp(3)) as changed_local,
        cast(date_format(born.created_local, '%Y-%m') as varchar) as month,
        cast(placed.from_pipeline as varchar) as pipeline,
        cast(placed.from_stage as varchar) as to_stage
    from placed
    inner join born on born.entity = placed.entity and born.entity_id = placed.entity_id
    inner join logs on logs.source = placed.source and logs.account = placed.account
    where placed.place = 1
        and born.created_local <= placed.changed_local
        and born.created_date >= logs.first_date
)

select * from final
