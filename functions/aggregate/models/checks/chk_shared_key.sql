-- rows: personal keys that more people share than the agreement lets join; they joined nobody
with final as (
    select
        cast(kind as varchar) as kind,
        cast(key_value as varchar) as key_value,
        cast(holders as bigint) as holders
    from int_shared_key
)

select * from final
