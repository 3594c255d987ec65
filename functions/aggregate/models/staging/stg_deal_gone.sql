-- grain: one row per lead and moment at which a deal of it was created that is deleted or merged by now. What was written on
-- such a deal stands under that moment, and counts no more; the moment of the lead itself is the lead's own
with marked as (
    select distinct deal_id
    from deal
    where deleted or merged_into is not null
),

versions as (
    select
        deal.lead_id,
        deal.created_at,
        coalesce(deal.deleted, false) or deal.merged_into is not null as is_gone,
        row_number() over (
            partition by deal.deal_id
            order by deal.updated_at desc, deal.pulled_at desc, deal.created_at desc, deal.stage, deal.pipeline,
                deal.amount_micros, deal.lost_reason
        ) as recency
    from deal
    inner join marked on marked.deal_id = deal.deal_id
    where deal.lead_id is not null and deal.lead_id <> deal.deal_id
),

gone as (
    select distinct lead_id, created_at
    from versions
    where recency = 1 and is_gone
),

final as (
    select distinct
        cast(gone.lead_id as varchar) as lead_id,
        cast(gone.created_at as timestamp(3)) as created_at
    from gone
    left join lead on lead.lead_id = gone.lead_id and lead.created_at = gone.created_at
    where lead.lead_id is null
)

select * from final
