-- grain: one row per distinct row of spend among those that share day, ad and numbers with another, with its number of copies.
-- Only these can be copies of each other; the keywords of the other rows needn't be compared
with suspects as (
    select
        date,
        ad,
        coalesce(impressions, 0) as impressions,
        coalesce(clicks, 0) as clicks,
        coalesce(cost_micros, 0) as cost_micros
    from int_spend_row
    group by date, ad, coalesce(impressions, 0), coalesce(clicks, 0), coalesce(cost_micros, 0)
    having count(*) > 1
),

final as (
    select
        cast(paid.date as date) as date,
        cast(paid.month as varchar) as month,
        cast(paid.ad as bigint) as ad,
        cast(paid.keyword as varchar) as keyword,
        cast(paid.impressions as bigint) as impressions,
        cast(paid.clicks as bigint) as clicks,
        cast(paid.cost_micros as bigint) as cost_micros,
        cast(count(*) as bigint) as row_count
    from int_spend_row as paid
    inner join suspects
        on suspects.date = paid.date and suspects.ad = paid.ad
        and suspects.impressions = coalesce(paid.impressions, 0) and suspects.clicks = coalesce(paid.clicks, 0)
        and suspects.cost_micros = coalesce(paid.cost_micros, 0)
    group by paid.date, paid.month, paid.ad, paid.keyword, paid.impressions, paid.clicks, paid.cost_micros
)

select * from final
