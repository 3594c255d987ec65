import type { Reject, SourceRow, Stage } from '#report/month-data.ts'
import { named } from './kpis.ts'
import { countOf, flagOf, microsOf, monthLiteral, type Query, textOf } from './rows.ts'

/** Channels and their campaigns, every rouble and every request of the month's cohort; spend without leads stands too. */
export async function readSources(query: Query, month: string): Promise<SourceRow[]> {
  const rows = await query(`
    with sums as (
        select channel, campaign_id, max(campaign_name) as campaign_name,
            cast(sum(spend_micros) as bigint) as spend, cast(sum(requests) as bigint) as requests,
            cast(sum(valid_leads) as bigint) as valid, cast(sum(sql) as bigint) as sql_leads,
            cast(sum(won_deals) as bigint) as won, cast(sum(revenue_micros) as bigint) as revenue,
            cast(sum(gross_profit_micros) as bigint) as gross_profit,
            cast(sum(verdict_qualified) as bigint) as qualified,
            cast(sum(verdict_not_target) as bigint) as not_target,
            cast(sum(verdict_fake) as bigint) as fake, cast(sum(verdict_unreached) as bigint) as unreached,
            cast(sum(verdict_none) as bigint) as no_verdict
        from fct_funnel
        where month = ${monthLiteral(month)} and basis = 'cohort'
        group by channel, campaign_id
    )
    select sums.*, dim_channel.label_ru, dim_channel.label_en
    from sums
    left join dim_agreement on dim_agreement.month = ${monthLiteral(month)}
    left join dim_channel
        on dim_channel.agreement = dim_agreement.agreement and dim_channel.channel = sums.channel
    order by sums.channel, sums.campaign_id`)
  return rows.map((row) => ({
    channel: textOf(row, 'channel') ?? '',
    campaign: textOf(row, 'campaign_id'),
    campaignName: textOf(row, 'campaign_name'),
    label: named(row, 'label', textOf(row, 'channel') ?? '—'),
    spend: microsOf(row, 'spend'),
    requests: countOf(row, 'requests'),
    valid: countOf(row, 'valid'),
    sql: countOf(row, 'sql_leads'),
    won: countOf(row, 'won'),
    revenue: microsOf(row, 'revenue'),
    grossProfit: microsOf(row, 'gross_profit'),
    verdicts: {
      qualified: countOf(row, 'qualified'),
      notTarget: countOf(row, 'not_target'),
      fake: countOf(row, 'fake'),
      unreached: countOf(row, 'unreached'),
      none: countOf(row, 'no_verdict'),
    },
  }))
}

export async function readVisits(query: Query, month: string): Promise<number> {
  const [row] = await query(`
    select cast(sum(visits) as bigint) as visits
    from fct_funnel
    where month = ${monthLiteral(month)} and basis = 'cohort'`)
  return row ? countOf(row, 'visits') : 0
}

export async function readStages(query: Query, month: string): Promise<Stage[]> {
  const rows = await query(`
    select stages.stage, stages.owner, stages.is_handoff, stages.reached, dim_stage.label_ru, dim_stage.label_en
    from fct_month_stages as stages
    left join dim_agreement on dim_agreement.month = stages.month
    left join dim_stage on dim_stage.agreement = dim_agreement.agreement and dim_stage.stage = stages.stage
    where stages.month = ${monthLiteral(month)} and stages.basis = 'cohort'
    order by stages.position`)
  return rows.map((row) => ({
    stage: textOf(row, 'stage') ?? '',
    label: named(row, 'label', textOf(row, 'stage') ?? ''),
    owner: textOf(row, 'owner') ?? '',
    isHandoff: flagOf(row, 'is_handoff'),
    reached: countOf(row, 'reached'),
  }))
}

/** Why valid leads of the month were turned down, by campaign. */
export async function readRejects(query: Query, month: string): Promise<Reject[]> {
  const rows = await query(`
    with reasons as (
        select agreement, reason, min(label_ru) as label_ru, min(label_en) as label_en
        from agr_reason
        where list = 'reject'
        group by agreement, reason
    )
    select leads.channel, leads.campaign_id, leads.reject_reason, reasons.label_ru, reasons.label_en,
        count(*) as lead_count
    from fct_leads as leads
    left join reasons on reasons.agreement = leads.agreement and reasons.reason = leads.reject_reason
    where leads.cohort_month = ${monthLiteral(month)} and leads.is_request and leads.is_valid
        and leads.reject_reason is not null
    group by leads.channel, leads.campaign_id, leads.reject_reason, reasons.label_ru, reasons.label_en
    order by count(*) desc, leads.channel, leads.campaign_id, leads.reject_reason`)
  return rows.map((row) => ({
    channel: textOf(row, 'channel') ?? '',
    campaign: textOf(row, 'campaign_id'),
    reason: textOf(row, 'reject_reason') ?? '',
    label: named(row, 'label', textOf(row, 'reject_reason') ?? ''),
    leads: countOf(row, 'lead_count'),
  }))
}
