-- grain: one row per lead with the stages of fixed meaning side by side
with final as (
    select
        cast(lead_id as varchar) as lead_id,
        cast(bool_or(stage = 'contact') as boolean) as is_contacted,
        cast(bool_or(stage = 'mql') as boolean) as is_mql,
        cast(bool_or(stage = 'sql') as boolean) as is_sql,
        cast(bool_or(stage = 'negotiation') as boolean) as is_negotiation,
        cast(min(case when stage = 'contact' then entered_at end) as timestamp(3)) as contact_at,
        cast(min(case when stage = 'mql' then entered_at end) as timestamp(3)) as mql_at,
        cast(min(case when stage = 'sql' then entered_at end) as timestamp(3)) as sql_at,
        cast(min(case when stage = 'negotiation' then entered_at end) as timestamp(3)) as negotiation_at
    from fct_lead_stages
    group by lead_id
)

select * from final
