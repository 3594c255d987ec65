-- grain: one row per month, basis and measure of clients. Cohort = the month of a person's first won deal: its clients and the
-- profit that they have brought so far. Period = revenue of those who bought a year ago, beside what they brought then
with clients as (
    select
        date_format(firsts.won_at, '%Y-%m') as month,
        count(distinct firsts.person_id) as clients,
        sum(deals.gross_profit_micros) as profit_micros
    from fct_deals as firsts
    inner join fct_deals as deals on deals.person_id = firsts.person_id and deals.is_won
    where firsts.is_first_of_person and firsts.won_at is not null
    group by date_format(firsts.won_at, '%Y-%m')
),

bought as (
    select
        then_bought.year_later as month,
        sum(then_bought.revenue_micros) as year_ago_micros,
        sum(coalesce(now_bought.revenue_micros, 0)) as now_micros,
        sum(
            case
                when coalesce(now_bought.revenue_micros, 0) < 0 then 0
                when now_bought.revenue_micros > then_bought.revenue_micros then then_bought.revenue_micros
                else coalesce(now_bought.revenue_micros, 0)
            end
        ) as retained_micros
    from int_client_month as then_bought
    left join int_client_month as now_bought
        on now_bought.person_id = then_bought.person_id and now_bought.month = then_bought.year_later
    where then_bought.revenue_micros > 0
    group by then_bought.year_later
),

amounts as (
    select
        clients.month, 'cohort' as basis, names.measure,
        case names.measure when 'clients' then clients.clients else coalesce(clients.profit_micros, 0) end as amount
    from clients
    cross join (values ('clients'), ('client_profit')) as names (measure)
    union all
    select
        bought.month, 'period' as basis, names.measure,
        case names.measure
            when 'year_ago_revenue' then bought.year_ago_micros
            when 'kept_revenue' then bought.now_micros
            else bought.retained_micros
        end as amount
    from bought
    cross join (values ('year_ago_revenue'), ('kept_revenue'), ('retained_revenue')) as names (measure)
),

final as (
    select
        cast(month as varchar) as month,
        cast(basis as varchar) as basis,
        cast(measure as varchar) as measure,
        cast(amount as bigint) as amount
    from amounts
)

select * from final
