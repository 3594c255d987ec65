-- grain: one row per deal and the lead it comes from: the one it names, else its person's newest earlier lead in the window
with earlier as (
    select
        deals.deal_id,
        int_lead.lead_id,
        row_number() over (partition by deals.deal_id order by int_lead.created_at desc, int_lead.lead_id desc) as recency
    from int_deal_person as deals
    inner join int_lead on int_lead.person_id = deals.searched_person_id
    where int_lead.created_at <= deals.created_at
        and date_diff('day', int_lead.created_date, deals.created_date) <= deals.window_days
),

final as (
    select
        cast(deals.deal_id as varchar) as deal_id,
        cast(coalesce(deals.named_lead_id, earlier.lead_id) as varchar) as lead_id,
        cast(coalesce(deals.named_person_id, deals.searched_person_id, 'deal:' || deals.deal_id) as varchar) as person_id
    from int_deal_person as deals
    left join earlier on earlier.deal_id = deals.deal_id and earlier.recency = 1
)

select * from final
