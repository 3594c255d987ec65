-- grain: one row per month, basis and measure: its amount, 0 where nothing happened; null with the reason where nothing feeds it
with totals as (
    select measure, sum(case when basis = 'period' then amount else 0 end) as dated,
        sum(case when basis = 'cohort' then amount else 0 end) as known
    from int_measure_amount
    group by measure
),

named as (
    select months.month, bases.basis, names.measure, names.feed
    from int_kpi_month as months
    cross join (values ('period'), ('cohort')) as bases (basis)
    cross join (
        values ('visits', 'visits'), ('brand_visits', 'visits'), ('requests', 'leads'), ('valid_leads', 'leads'),
            ('target_leads', 'criteria'), ('brand_leads', 'leads'), ('contacted', 'leads'), ('mql', 'mql'), ('sql', 'sql'),
            ('negotiation', 'leads'), ('won_leads', 'sales'), ('valid_clients', 'sales'), ('won_deals', 'deals'),
            ('new_clients', 'deals'), ('revenue', 'deals'), ('revenue_new', 'deals'), ('revenue_repeat', 'deals'),
            ('cheques', 'deals'), ('gross_profit', 'margin'), ('spend', 'spend'), ('marketing_cost', 'spend'),
            ('full_cost', 'sales_cost'), ('with_verdict', 'verdicts'), ('with_reason', 'verdicts'),
            ('reviewed', 'verdicts'), ('agreed', 'verdicts'), ('overturned', 'verdicts'), ('contact_due', 'contacts'),
            ('contact_in_limit', 'contacts'), ('answers', 'answers'), ('net_promoters', 'answers'),
            ('sla_due', 'clocks'), ('sla_kept', 'clocks'), ('reply_due', 'replies'), ('reply_in_time', 'replies'),
            ('clients', 'deals'), ('client_profit', 'margin'), ('year_ago_revenue', 'deals'),
            ('kept_revenue', 'deals'), ('retained_revenue', 'deals')
    ) as names (measure, feed)
),

judged as (
    select
        named.month, named.basis, named.measure,
        case
            when named.feed = 'visits' and not feed.has_visits then 'no_records'
            when named.feed in ('leads', 'mql', 'sql', 'sales', 'clocks') and not feed.has_leads then 'no_records'
            when named.feed = 'criteria' and not feed.has_criteria then 'no_records'
            when named.feed = 'mql' and not feed.has_mql then 'no_records'
            when named.feed = 'sql' and not feed.has_sql then 'no_records'
            when named.feed in ('sales', 'deals', 'margin') and not feed.has_deals then 'no_deals'
            when named.feed in ('sales', 'deals', 'margin') and not feed.can_win then 'no_payments'
            when named.feed = 'margin' and not feed.has_margin then 'no_margin'
            when named.feed in ('spend', 'sales_cost') and not feed.has_spend then 'no_spend'
            when named.feed = 'sales_cost' and not feed.has_sales_cost then 'no_records'
            when named.feed in ('verdicts', 'replies') and not feed.has_verdicts then 'no_verdicts'
            when named.feed = 'clocks' and not feed.has_clocks then 'no_clock'
            when named.feed = 'replies' and not feed.has_reply_clock then 'no_clock'
            when named.feed = 'replies' and not feed.has_replies then 'no_replies'
            when named.feed = 'contacts' and not feed.has_contacts then 'no_activity'
            when named.feed = 'answers' and not feed.has_answers then 'no_records'
            when named.basis = 'period' and totals.known > 0 and totals.dated = 0 then 'undated'
        end as absent
    from named
    cross join int_feed as feed
    left join totals on totals.measure = named.measure
),

final as (
    select
        cast(judged.month as varchar) as month,
        cast(judged.basis as varchar) as basis,
        cast(judged.measure as varchar) as measure,
        cast(case when judged.absent is null then coalesce(measures.amount, 0) end as bigint) as amount,
        cast(judged.absent as varchar) as absent
    from judged
    left join int_measure_amount as measures
        on measures.month = judged.month and measures.basis = judged.basis and measures.measure = judged.measure
)

select * from final
