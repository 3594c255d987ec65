-- grain: one row per KPI and basis: what is divided by what. unit: micros in a unit of currency, where the value is money.
-- sample: whose count is the sample. ripens: the step whose maturity a cohort of this KPI waits for
with formulas as (
    select *
    from (
        values
            ('visits', 'period', 'visits', null, 1e0, 'numerator', null, null),
            ('requests', 'period', 'requests', null, 1e0, 'numerator', null, null),
            ('valid_leads', 'period', 'valid_leads', null, 1e0, 'numerator', null, null),
            ('target_leads', 'period', 'target_leads', null, 1e0, 'numerator', null, null),
            ('mql', 'period', 'mql', null, 1e0, 'numerator', null, null),
            ('mql', 'cohort', 'mql', null, 1e0, 'numerator', null, 'sql'),
            ('sql', 'period', 'sql', null, 1e0, 'numerator', null, null),
            ('sql', 'cohort', 'sql', null, 1e0, 'numerator', null, 'sql'),
            ('won_deals', 'period', 'won_deals', null, 1e0, 'numerator', null, null),
            ('won_deals', 'cohort', 'won_deals', null, 1e0, 'numerator', null, 'client'),
            ('new_clients', 'period', 'new_clients', null, 1e0, 'numerator', null, null),
            ('new_clients', 'cohort', 'new_clients', null, 1e0, 'numerator', null, 'client'),
            ('valid_share', 'cohort', 'valid_leads', 'requests', 1e0, 'denominator', 'no_leads', null),
            ('target_share', 'cohort', 'target_leads', 'requests', 1e0, 'denominator', 'no_leads', null),
            ('brand_lead_share', 'cohort', 'brand_leads', 'valid_leads', 1e0, 'denominator', 'no_leads', null),
            ('brand_traffic_share', 'period', 'brand_visits', 'visits', 1e0, 'denominator', 'no_visits', null),
            ('visit_to_lead', 'cohort', 'valid_leads', 'visits', 1e0, 'denominator', 'no_visits', null),
            ('lead_to_mql', 'cohort', 'mql', 'valid_leads', 1e0, 'denominator', 'no_leads', 'sql'),
            ('mql_to_sql', 'cohort', 'sql', 'mql', 1e0, 'denominator', 'zero_denominator', 'sql'),
            ('sql_share', 'cohort', 'sql', 'valid_leads', 1e0, 'denominator', 'no_leads', 'sql'),
            ('lead_to_contact', 'cohort', 'contacted', 'valid_leads', 1e0, 'denominator', 'no_leads', null),
            ('contact_to_sql', 'cohort', 'sql', 'contacted', 1e0, 'denominator', 'zero_denominator', 'sql'),
            ('sql_to_negotiation', 'cohort', 'negotiation', 'sql', 1e0, 'denominator', 'zero_denominator', 'client'),
            ('negotiation_to_deal', 'cohort', 'won_leads', 'negotiation', 1e0, 'denominator', 'zero_denominator', 'client'),
            ('sql_to_deal', 'cohort', 'won_leads', 'sql', 1e0, 'denominator', 'zero_denominator', 'client'),
            ('lead_to_client', 'cohort', 'valid_clients', 'valid_leads', 1e0, 'denominator', 'no_leads', 'client'),
            ('lead_to_client', 'period', 'new_clients', 'valid_leads', 1e0, 'denominator', 'no_leads', null),
            ('feedback_complete', 'cohort', 'with_verdict', 'contacted', 1e0, 'denominator', 'no_activity', null),
            ('feedback_reason_complete', 'cohort', 'with_reason', 'contacted', 1e0, 'denominator', 'no_activity', null),
            ('verdict_agreement', 'period', 'agreed', 'reviewed', 1e0, 'denominator', 'no_verdicts', null),
            ('overturned', 'period', 'overturned', 'reviewed', 1e0, 'denominator', 'no_verdicts', null),
            ('first_contact_in_limit', 'cohort', 'contact_in_limit', 'contact_due', 1e0, 'denominator', 'no_activity', null),
            ('spend', 'period', 'spend', null, 1e6, 'none', null, null),
            ('cpl', 'period', 'spend', 'valid_leads', 1e6, 'denominator', 'no_leads', null),
            ('cost_per_sql', 'period', 'spend', 'sql', 1e6, 'denominator', 'zero_denominator', null),
            ('cost_per_sql', 'cohort', 'spend', 'sql', 1e6, 'denominator', 'zero_denominator', 'sql'),
            ('cost_per_deal', 'period', 'spend', 'won_deals', 1e6, 'denominator', 'no_deals', null),
            ('cost_per_deal', 'cohort', 'spend', 'won_deals', 1e6, 'denominator', 'no_deals', 'client'),
            ('revenue_new', 'period', 'revenue_new', null, 1e6, 'none', null, null),
            ('revenue_new', 'cohort', 'revenue_new', null, 1e6, 'none', null, 'client'),
            ('revenue_repeat', 'period', 'revenue_repeat', null, 1e6, 'none', null, null),
            ('revenue_repeat', 'cohort', 'revenue_repeat', null, 1e6, 'none', null, 'client'),
            ('gross_profit', 'period', 'gross_profit', null, 1e6, 'none', null, null),
            ('gross_profit', 'cohort', 'gross_profit', null, 1e6, 'none', null, 'client'),
            ('avg_cheque', 'period', 'cheques', 'won_deals', 1e6, 'denominator', 'no_deals', null),
            ('avg_cheque', 'cohort', 'cheques', 'won_deals', 1e6, 'denominator', 'no_deals', 'client'),
            ('cac_marketing', 'period', 'marketing_cost', 'new_clients', 1e6, 'denominator', 'no_deals', null),
            ('cac_marketing', 'cohort', 'marketing_cost', 'new_clients', 1e6, 'denominator', 'no_deals', 'client'),
            ('cac_full', 'period', 'full_cost', 'new_clients', 1e6, 'denominator', 'no_deals', null),
            ('cac_full', 'cohort', 'full_cost', 'new_clients', 1e6, 'denominator', 'no_deals', 'client'),
            ('roas', 'period', 'revenue', 'spend', 1e0, 'none', 'no_spend', null),
            ('roas', 'cohort', 'revenue', 'spend', 1e0, 'none', 'no_spend', 'client'),
            ('drr', 'period', 'spend', 'revenue', 1e0, 'none', 'no_payments', null),
            ('drr', 'cohort', 'spend', 'revenue', 1e0, 'none', 'no_payments', 'client'),
            ('sla_kept', 'period', 'sla_kept', 'sla_due', 1e0, 'denominator', 'zero_denominator', null),
            ('marketing_reply', 'period', 'reply_in_time', 'reply_due', 1e0, 'denominator', 'no_verdicts', null),
            ('ltv_observed', 'cohort', 'client_profit', 'clients', 1e6, 'denominator', 'no_deals', null),
            ('ltv_to_cac', 'cohort', 'client_profit', 'full_cost', 1e0, 'none', 'no_spend', null),
            ('nrr', 'period', 'kept_revenue', 'year_ago_revenue', 1e0, 'none', 'no_year_ago', null),
            ('grr', 'period', 'retained_revenue', 'year_ago_revenue', 1e0, 'none', 'no_year_ago', null),
            ('nps', 'period', 'net_promoters', 'answers', 1e0, 'denominator', 'no_records', null)
    ) as listed (kpi, basis, numerator, denominator, unit, sample, zero_reason, ripens)
),

final as (
    select
        cast(kpi as varchar) as kpi,
        cast(basis as varchar) as basis,
        cast(numerator as varchar) as numerator,
        cast(denominator as varchar) as denominator,
        cast(unit as double) as unit,
        cast(sample as varchar) as sample,
        cast(zero_reason as varchar) as zero_reason,
        cast(ripens as varchar) as ripens
    from formulas
)

select * from final
