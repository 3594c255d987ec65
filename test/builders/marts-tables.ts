import { fctCohorts } from '#aggregate/models/marts/fct_cohorts.ts'
import { fctFunnel } from '#aggregate/models/marts/fct_funnel.ts'
import { fctHealth } from '#aggregate/models/marts/fct_health.ts'
import { fctKpi } from '#aggregate/models/marts/fct_kpi.ts'
import { fctLeads } from '#aggregate/models/marts/fct_leads.ts'
import { fctLeaks } from '#aggregate/models/marts/fct_leaks.ts'
import { fctMonthStages } from '#aggregate/models/marts/fct_month_stages.ts'
import { agreementTables } from '#shared/agreement/tables.ts'
import type { Value } from '#shared/records/record.ts'
import type { TableColumns, WarehouseSession } from '#shared/warehouse/warehouse.ts'

type Rows = readonly Readonly<Record<string, Value>>[]

const contracts: Readonly<Record<string, TableColumns>> = {
  ...agreementTables,
  ...Object.fromEntries(
    [fctCohorts, fctFunnel, fctHealth, fctKpi, fctLeads, fctLeaks, fctMonthStages].map((mart) => [
      mart.name,
      mart.columns,
    ]),
  ),
}

/** Every table that a report reads, by its contract; columns that a row doesn't name are null, tables not given are empty. */
export async function addMartTables(session: WarehouseSession, tables: Readonly<Record<string, Rows>>): Promise<void> {
  for (const [name, columns] of Object.entries(contracts)) {
    const empty = Object.fromEntries(Object.keys(columns).map((column) => [column, null]))
    const rows = (tables[name] ?? []).map((row) => ({ ...empty, ...row }))
    await session.addRows(name, columns, rows)
  }
}

const october = { month: '2026-10' }

const funnelRow = {
  ...october,
  date: '2026-10-05',
  basis: 'cohort',
  visits: 0,
  spend_micros: 0n,
  requests: 0,
  valid_leads: 0,
  sql: 0,
  won_deals: 0,
  revenue_micros: 0n,
  gross_profit_micros: 0n,
  verdict_qualified: 0,
  verdict_not_target: 0,
  verdict_fake: 0,
  verdict_unreached: 0,
  verdict_none: 0,
}

const noon = Date.UTC(2026, 9, 5, 12)
const evening = Date.UTC(2026, 9, 5, 19)

const leadRow = {
  channel: 'vk',
  campaign_id: 'c1',
  agreement: '2026-10',
  cohort_month: '2026-10',
  is_request: true,
  is_valid: true,
  first_contact_due: true,
}

/** A month small enough to be added up by eye. */
export const smallMarts: Readonly<Record<string, Rows>> = {
  dim_agreement: [{ ...october, agreement: '2026-10', is_planned: true }],
  agr_company: [{ agreement: '2026-10', company: 'Ромашка', currency: 'RUB', spend_basis: 'net' }],
  dim_channel: [{ agreement: '2026-10', channel: 'vk', label_ru: 'ВК', label_en: 'VK' }],
  dim_stage: [{ agreement: '2026-10', stage: 'sql', label_ru: 'Квал', label_en: 'Qualified' }],
  dim_kpi: [{ agreement: '2026-10', kpi: 'sql_share', label_ru: 'Доля SQL', label_en: 'SQL share' }],
  agr_reason: [
    {
      agreement: '2026-10',
      list: 'reject',
      crm_value: 'регион',
      reason: 'region',
      label_ru: 'регион',
      label_en: 'region',
    },
    {
      agreement: '2026-10',
      list: 'reject',
      crm_value: 'не тот',
      reason: 'region',
      label_ru: 'регион',
      label_en: 'region',
    },
  ],
  agr_clock: [{ agreement: '2026-10', clock: 'first_contact', to_event: 'contacted', limit_minutes: 15 }],
  fct_funnel: [
    { ...funnelRow, channel: 'vk', campaign_id: 'c1', campaign_name: 'Лето', spend_micros: 9_007_199_254_740_993n },
    {
      ...funnelRow,
      channel: 'vk',
      campaign_id: 'c1',
      campaign_name: 'Лето',
      requests: 3,
      valid_leads: 2,
      sql: 1,
      visits: 40,
    },
    { ...funnelRow, channel: 'seo', requests: 1, valid_leads: 1, date: '2026-10-06' },
    { ...funnelRow, channel: 'vk', campaign_id: 'c1', basis: 'period', requests: 77 },
    { ...funnelRow, channel: 'vk', month: '2026-09', date: '2026-09-30', requests: 5 },
    { ...funnelRow, channel: 'vk', month: '2027-01', date: '2027-01-01', basis: 'period', won_deals: 1 },
  ],
  fct_month_stages: [
    { ...october, basis: 'cohort', stage: 'sql', position: 4, owner: 'shared', is_handoff: true, reached: 1 },
    { ...october, basis: 'period', stage: 'sql', position: 4, owner: 'shared', is_handoff: true, reached: 9 },
  ],
  fct_kpi: [
    {
      ...october,
      kpi: 'sql_share',
      basis: 'cohort',
      position: 4,
      zone: 'shared',
      owner: 'shared',
      unit: 'share',
      is_additive: false,
      numerator: 1n,
      denominator: 3n,
      value: 1 / 3,
      comparison: 'min',
      target_low: 0.5,
      deviation: 1 / 3 - 0.5,
      deviation_kind: 'points',
      status: 'below',
      agreement: '2026-10',
    },
  ],
  fct_cohorts: [0, 1].map((age_months) => ({
    step: 'lead_to_client',
    cohort_month: '2026-09',
    channel: '*',
    age_months,
    leads: 5,
    reached: age_months,
    maturity: 0.5,
    is_complete: age_months === 0,
    is_publishable: false,
    is_blind: false,
  })),
  fct_leads: [
    { ...leadRow, lead_id: 'l1', created_at: noon, reaction_minutes: 5 },
    { ...leadRow, lead_id: 'l2', created_at: evening, reaction_minutes: 40, reject_reason: 'region' },
    { ...leadRow, lead_id: 'l3', created_at: evening, is_valid: false, reject_reason: 'region' },
  ],
  fct_health: [
    { source: 'crm', account: 'main', record: 'lead', rows: 3, newest_date: '2026-10-06', lag_days: 0, status: 'ok' },
  ],
  fct_leaks: [{ ...october, check_name: 'leads_without_campaign', severity: 'warn', rows: 1 }],
}
