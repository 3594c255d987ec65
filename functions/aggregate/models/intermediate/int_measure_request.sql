-- grain: one row per cohort month and measure over its valid requests
with months as (
    select
        month,
        count_if(is_won) as won_leads,
        count_if(is_new_client) as valid_clients,
        count_if(is_contacted and final_verdict is not null) as with_verdict,
        count_if(
            is_contacted and (
                final_verdict in ('qualified', 'unreached') or (final_verdict is not null and verdict_reason is not null)
            )
        ) as with_reason,
        count_if(is_due) as contact_due,
        count_if(is_in_limit) as contact_in_limit
    from int_request_fact
    where is_valid
    group by month
),

final as (
    select
        cast(months.month as varchar) as month,
        cast('cohort' as varchar) as basis,
        cast(names.measure as varchar) as measure,
        cast(
            case names.measure
                when 'won_leads' then months.won_leads
                when 'valid_clients' then months.valid_clients
                when 'with_verdict' then months.with_verdict
                when 'with_reason' then months.with_reason
                when 'contact_due' then months.contact_due
                when 'contact_in_limit' then months.contact_in_limit
            end as bigint
        ) as amount
    from months
    cross join (
        values ('won_leads'), ('valid_clients'), ('with_verdict'), ('with_reason'), ('contact_due'), ('contact_in_limit')
    ) as names (measure)
)

select * from final
