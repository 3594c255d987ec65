-- grain: one row per member of a person and key that joins it to others
with joined as (
    select distinct held.member_kind, held.member_id, held.kind, held.key_value
    from int_person_held as held
    inner join int_person_key as joining on joining.kind = held.kind and joining.key_value = held.key_value
),

-- what joins nobody says since when a member is known, too
aged as (
    select member_kind, member_id, min(known_at) as known_at
    from int_person_held
    group by member_kind, member_id
),

final as (
    select
        cast(joined.member_kind || ':' || joined.member_id as varchar) as member,
        cast(aged.known_at as timestamp(3)) as known_at,
        cast(joined.kind || ':' || joined.key_value as varchar) as person_key
    from joined
    inner join aged on aged.member_kind = joined.member_kind and aged.member_id = joined.member_id
)

select * from final
