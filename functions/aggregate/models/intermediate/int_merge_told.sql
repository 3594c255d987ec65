-- grain: one row per merged lead and subject of which the card that it was merged into tells by itself, if only that it is empty:
-- whoever merges them says which word stays, so that the merged lead's own no longer counts
with told as (
    select distinct lead_id, 'field:' || lower(field) as subject from lead_field
    union
    select distinct
        lead_id,
        case when act in ('accept', 'dispute', 'unanswered') then 'answer' else act end as subject
    from verdict
),

final as (
    select
        cast(map_merge.id as varchar) as lead_id,
        cast(told.subject as varchar) as subject
    from map_merge
    inner join told on told.lead_id = map_merge.survivor_id
    where map_merge.entity = 'lead'
)

select * from final
