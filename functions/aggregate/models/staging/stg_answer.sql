-- grain: one row per survey answer
with ranked as (
    select
        *,
        row_number() over (partition by answer_id order by pulled_at desc, answered_at desc, score) as recency
    from answer
),

final as (
    select
        cast(ranked.answer_id as varchar) as answer_id,
        cast(
            date_format(date_add('minute', coalesce(stg_zone.offset_minutes, 0), ranked.answered_at), '%Y-%m') as varchar
        ) as month,
        cast(ranked.score as double) as score
    from ranked
    left join stg_zone on ranked.answered_at >= stg_zone.from_utc and ranked.answered_at < stg_zone.to_utc
    where ranked.recency = 1
)

select * from final
