import type { Published } from '#aggregate/published.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import { quoteText } from '#shared/sql/quote.ts'

export type Row = Readonly<Record<string, unknown>>

export const rowsOf = async (published: Published, sql: string): Promise<readonly Row[]> =>
  (await published.query(sql)).rows

/** Rows that a reader opens in the CRM to see why the number is what it is. */
export interface Sample {
  readonly title: Text
  readonly rows: readonly Row[]
}

interface Kind {
  readonly title: Text
  readonly kpis: RegExp
  readonly sql: (month: string) => string
}

const shown = 10

/** An instant to the minute, in the company's time zone as the marts have it. */
const minuteOf = (table: string, column: string) => `substr(cast(${table}.${column} as varchar), 1, 16) as ${column}`

const leads = (columns: string, where: string) => (month: string) =>
  `
  select lead_id, created_date, channel, campaign_name, ${columns}, url
  from fct_leads
  where cohort_month = ${quoteText(month)} and is_request and ${where}
  order by lead_id asc limit ${shown}`

const broken = (where: string) => (month: string) =>
  `
  select clocks.lead_id, clocks.clock, clocks.manager, ${['started_at', 'due_at', 'stopped_at'].map((at) => minuteOf('clocks', at)).join(', ')},
    leads.url
  from fct_sla as clocks
  inner join fct_leads as leads on leads.lead_id = clocks.lead_id
  where substr(cast(clocks.started_at as varchar), 1, 7) = ${quoteText(month)} and clocks.status = 'broken' and ${where}
  order by clocks.working_minutes - clocks.limit_minutes desc, clocks.lead_id asc limit ${shown}`

const kinds: readonly Kind[] = [
  {
    title: say('Самые поздние первые контакты', 'The latest first contacts'),
    kpis: /^(first_contact_in_limit|reaction_)/,
    sql: broken("clocks.to_event = 'contacted'"),
  },
  {
    title: say('Самые поздние ответы маркетинга', 'Marketing’s latest replies'),
    kpis: /^marketing_reply/,
    sql: broken("clocks.to_event = 'marketing_reply'"),
  },
  {
    title: say('Сильнее всего нарушенные сроки', 'The clocks that were broken most'),
    kpis: /^sla_kept/,
    sql: broken('true'),
  },
  {
    title: say('Лиды с контактом, но без оценки или причины', 'Leads contacted, without a verdict or its reason'),
    kpis: /^feedback_/,
    sql: leads(
      'manager, stage, final_verdict, verdict_reason',
      "is_valid and is_contacted and (final_verdict is null or (final_verdict in ('not_target', 'fake') and verdict_reason is null))",
    ),
  },
  {
    title: say('Заявки, которые не засчитаны', 'Requests that do not count'),
    kpis: /^(requests|valid_leads|valid_share|cpl)$/,
    sql: leads('validity_reason, final_verdict, reject_reason', 'not is_valid'),
  },
  {
    title: say('Нецелевые заявки', 'Requests that are not target'),
    kpis: /^target_/,
    sql: leads('is_valid, validity_reason, final_verdict, reject_reason', 'not is_target'),
  },
  {
    title: say('Продажи месяца', 'Sales of the month'),
    kpis: /^(won_deals|new_clients|revenue|gross|avg_cheque|cac|romi|roas|drr|cost_per_deal|ltv|plan_att|lead_to_client|cycle)/,
    sql: (month) => `
      select deals.deal_id, ${minuteOf('deals', 'won_at')}, deals.manager, deals.revenue_micros / 1e6 as revenue,
        deals.gross_profit_micros / 1e6 as gross_profit, deals.is_first_of_person, leads.channel, leads.campaign_name, leads.url
      from fct_deals as deals
      left join fct_leads as leads on leads.lead_id = deals.lead_id
      where deals.is_won and substr(cast(deals.won_at as varchar), 1, 7) = ${quoteText(month)}
      order by deals.revenue_micros desc, deals.deal_id asc limit ${shown}`,
  },
  {
    title: say('Валидные лиды, которые не стали SQL', 'Valid leads that did not become SQL'),
    kpis: /./,
    sql: leads('stage, final_verdict, reject_reason', 'is_valid and not is_sql'),
  },
]

export async function sampleOf(published: Published, kpi: string, month: string): Promise<Sample> {
  const kind = kinds.find(({ kpis }) => kpis.test(kpi))!
  return { title: kind.title, rows: await rowsOf(published, kind.sql(month)) }
}
