-- grain: one row per source, account, kind and id
with ranked as (
    select
        *,
        row_number() over (partition by source, account, kind, id order by pulled_at desc, name, parent) as recency
    from dictionary
),

final as (
    select
        cast(source as varchar) as source,
        cast(account as varchar) as account,
        cast(kind as varchar) as kind,
        cast(id as varchar) as id,
        cast(name as varchar) as name
    from ranked
    where recency = 1
)

select * from final
