-- grain: one row per lead, act and instant, where to accept and to dispute are one act: the answer; a place that was emptied is none, unless somebody took the verdict back at that instant.
-- What a later reading of the card has put aside is none either
with ranked as (
    select
        *,
        row_number() over (
            partition by lead_id, case when act in ('accept', 'dispute', 'unanswered') then 'answer' else act end, given_at
            order by pulled_at desc, act desc, verdict, reason, given_by
        ) as recency
    from verdict
),

local_time as (
    select
        ranked.*,
        date_add('minute', coalesce(stg_zone.offset_minutes, 0), ranked.given_at) as given_local
    from ranked
    left join stg_zone on ranked.given_at >= stg_zone.from_utc and ranked.given_at < stg_zone.to_utc
    left join stg_verdict_void as void
        on void.lead_id = ranked.lead_id and void.given_at = ranked.given_at and void.pulled_at = ranked.pulled_at
        and void.kind = case when ranked.act in ('accept', 'dispute') then 'answer' else ranked.act end
    where ranked.recency = 1 and void.lead_id is null
        and (
            coalesce(ranked.verdict, ranked.reason, ranked.given_by) is not null or ranked.act in ('accept', 'dispute')
        )
),

final as (
    select
        cast(lead_id as varchar) as lead_id,
        cast(source as varchar) as source,
        cast(account as varchar) as account,
        cast(act as varchar) as act,
        cast(lower(trim(verdict)) as varchar) as crm_verdict,
        cast(lower(trim(reason)) as varchar) as crm_reason,
        cast(given_local as timestamp(3)) as given_local
    from local_time
)

select * from final
