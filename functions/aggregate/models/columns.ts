import type { ModelDefinition } from '#aggregate/model.ts'

type Columns = ModelDefinition['columns']

const columns = <C extends Columns>(list: C): C => list

/** By what a funnel is cut, the basis and the day aside. */
export const funnelKeys = columns({
  channel: 'id',
  campaign_id: 'id',
  campaign_name: 'text',
  manager: 'text',
  product: 'text',
})

/** What a funnel counts of leads and deals; a lead without a verdict has no event, so that only cohorts count those. */
export const funnelCounts = columns({
  requests: 'int',
  valid_leads: 'int',
  target_leads: 'int',
  brand_leads: 'int',
  contacted: 'int',
  mql: 'int',
  sql: 'int',
  negotiation: 'int',
  won_deals: 'int',
  new_clients: 'int',
  revenue_micros: 'money',
  gross_profit_micros: 'money',
  verdict_qualified: 'int',
  verdict_not_target: 'int',
  verdict_fake: 'int',
  verdict_unreached: 'int',
})

/** What became of a request: each step that was reached, its instant, the money and the last verdict. */
export const requestResults = columns({
  is_contacted: 'bool',
  is_mql: 'bool',
  is_sql: 'bool',
  is_negotiation: 'bool',
  is_won: 'bool',
  is_new_client: 'bool',
  contact_at: 'instant',
  mql_at: 'instant',
  sql_at: 'instant',
  negotiation_at: 'instant',
  won_at: 'instant',
  new_client_at: 'instant',
  won_deals: 'int',
  revenue_micros: 'money',
  gross_profit_micros: 'money',
  final_verdict: 'text',
  verdict_reason: 'text',
  verdict_at: 'instant',
})

/** What a click, a visit or a row of spend says of its channel. */
export const touchHints = columns({
  channel_hint: 'text',
  utm_source: 'text',
  utm_medium: 'text',
  utm_campaign: 'text',
  utm_content: 'text',
  utm_term: 'text',
})

/** Where a request or a spend came from, as its source spells it. */
export const originHints = columns({
  is_spend: 'bool',
  source: 'text',
  account: 'text',
  ...touchHints,
  click_kind: 'text',
})

/** Of what an ad is a part, as the platform names it. */
export const adPath = columns({
  campaign_id: 'id',
  campaign_name: 'text',
  ad_group_id: 'id',
  ad_group_name: 'text',
  ad_id: 'id',
  ad_name: 'text',
})

/** An ad as platform and connection name it. */
export const adNames = columns({
  source: 'text',
  account: 'text',
  campaign_id: 'id',
  campaign_name: 'text',
  campaign_key: 'text',
  ad_group_id: 'id',
  ad_group_name: 'text',
  ad_id: 'id',
  ad_name: 'text',
  keyword: 'text',
  origin_key: 'text',
  ...touchHints,
  currency: 'text',
  vat_included: 'bool',
})

/** A row of spend by the number of its ad. */
export const spendRow = columns({
  date: 'date',
  month: 'text',
  ad: 'int',
  keyword: 'text',
  impressions: 'int',
  clicks: 'int',
  cost_micros: 'money',
})
