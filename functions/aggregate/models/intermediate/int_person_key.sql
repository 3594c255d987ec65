-- grain: one row per personal key that joins: several members hold it and it is not shared by too many.
-- A client id of leads without a contact is one too, even if they are alone: it leads to their person
with final as (
    select cast(held.kind as varchar) as kind, cast(held.key_value as varchar) as key_value
    from int_person_held as held
    left join int_shared_key as shared on shared.kind = held.kind and shared.key_value = held.key_value
    where held.key_value is not null and shared.kind is null
    group by held.kind, held.key_value
    having min(held.member_id) <> max(held.member_id) or max(held.member_kind) = 'lead'
)

select * from final
