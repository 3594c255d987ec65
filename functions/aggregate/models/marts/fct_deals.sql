-- grain: one row per deal
with ranked as (
    select
        int_deal.deal_id,
        row_number() over (
            partition by int_deal.person_id, int_deal_outcome.is_won
            order by coalesce(int_deal_outcome.won_at, int_deal.created_local), int_deal.created_at, int_deal.deal_id
        ) as win_place
    from int_deal
    inner join int_deal_outcome on int_deal_outcome.deal_id = int_deal.deal_id
),

final as (
    select
        -- ids
        cast(int_deal.deal_id as varchar) as deal_id,
        cast(int_deal.lead_id as varchar) as lead_id,
        cast(int_deal.person_id as varchar) as person_id,
        cast(int_deal_outcome.is_won and ranked.win_place = 1 as boolean) as is_first_of_person,
        cast(int_deal.source as varchar) as source,
        cast(int_deal_stage.stage as varchar) as stage,
        -- dates
        cast(int_deal.created_date as date) as created_date,
        cast(int_deal_outcome.is_won as boolean) as is_won,
        cast(int_deal_outcome.won_at as timestamp(3)) as won_at,
        cast(int_deal_outcome.is_won and int_deal_outcome.won_at is null as boolean) as is_undated_win,
        cast(int_deal_outcome.lost_at as timestamp(3)) as lost_at,
        -- money
        cast(int_deal_outcome.revenue_micros as bigint) as revenue_micros,
        cast(int_deal_outcome.gross_profit_micros as bigint) as gross_profit_micros,
        -- texts
        cast(
            case when int_deal_outcome.is_lost then coalesce(agr_reason.reason, int_deal.crm_reason) end as varchar
        ) as lost_reason,
        cast(int_deal.manager as varchar) as manager
    from int_deal
    inner join int_deal_outcome on int_deal_outcome.deal_id = int_deal.deal_id
    inner join int_deal_stage on int_deal_stage.deal_id = int_deal.deal_id
    inner join ranked on ranked.deal_id = int_deal.deal_id
    left join agr_reason
        on agr_reason.agreement = int_deal.agreement and agr_reason.list = 'lost'
        and agr_reason.crm_value = int_deal.crm_reason
)

select * from final
