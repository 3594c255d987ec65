-- grain: one row per lead, kind of act and instant of which a later reading of the same card says something else, or that was
-- written on a deal which is deleted by now; pulled_at: its newest reading.
-- What a card says stands under its own date, and in the same reading the card's own moment is emptied: so it is known to which
-- card the dated one belongs. Read again, the card says nothing, or something of an earlier date, or the same of another date:
-- then the former one was taken back or its date put right. Another word of a later date is a change of mind, and both stand
with named as (
    select
        lead_id,
        case when act in ('accept', 'dispute', 'unanswered') then 'answer' else act end as kind,
        case
            when act in ('accept', 'dispute') then act
            when act <> 'unanswered' then coalesce(verdict, reason, given_by)
        end as word,
        given_at,
        pulled_at
    from verdict
),

versions as (
    select
        named.*,
        min(case when word is null then given_at end) over (partition by lead_id, kind, pulled_at) as emptied_at,
        row_number() over (partition by lead_id, kind, given_at order by pulled_at desc, word) as recency
    from named
),

places as (
    select
        lead_id,
        kind,
        given_at,
        max(pulled_at) as pulled_at,
        max(case when recency = 1 then word end) as word,
        count_if(word is null) > 0 as is_card,
        max(case when word is not null then emptied_at end) as emptied_at
    from versions
    group by lead_id, kind, given_at
),

counted as (
    select
        places.*,
        count_if(is_card) over (partition by lead_id, kind) as cards,
        max(case when is_card then given_at end) over (partition by lead_id, kind) as last_card_at
    from places
),

owned as (
    select
        counted.*,
        case
            when is_card then given_at
            when emptied_at is not null then emptied_at
            when cards = 1 and given_at > last_card_at then last_card_at
            else given_at
        end as card_at
    from counted
),

read as (
    select
        owned.*,
        max(case when is_card then pulled_at end) over (partition by lead_id, kind, card_at) as read_at,
        lead(word) over (partition by lead_id, kind, card_at, is_card order by pulled_at, given_at) as next_word
    from owned
),

told as (
    select
        read.*,
        max(case when not is_card and pulled_at >= read_at then given_at end) over (
            partition by lead_id, kind, card_at
        ) as said_at
    from read
),

final as (
    select
        cast(told.lead_id as varchar) as lead_id,
        cast(told.kind as varchar) as kind,
        cast(told.given_at as timestamp(3)) as given_at,
        cast(told.pulled_at as timestamp(3)) as pulled_at
    from told
    left join stg_deal_gone as gone on gone.lead_id = told.lead_id and gone.created_at = told.card_at
    where told.word is not null
        and (
            gone.lead_id is not null
            or (
                not told.is_card and told.pulled_at < told.read_at
                and (told.said_at is null or told.said_at < told.given_at or told.next_word = told.word)
            )
        )
)

select * from final
