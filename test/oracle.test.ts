import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateDemo } from '#examples/demo/generate.ts'
import type { SqlRow } from '#shared/warehouse/warehouse.ts'
import { writeCompany } from './builders/companies.ts'
import { type RunProject, runProject, temporaryFolder } from './builders/project-run.ts'
import { readCompany } from './oracle/company.ts'
import { testDemoNumbers } from './oracle/demo-numbers.ts'
import { type Counts, cohortFunnel, periodSales, triangle } from './oracle/funnel.ts'
import { type Fraction, kpisOf } from './oracle/kpis.ts'
import { months } from './oracle/rules.ts'
import { sum } from './oracle/tables.ts'

/** The same numbers twice: by the pipeline, and by plain loops over the texts of the files (test/oracle). */
const company = readCompany(generateDemo())

let folder: string
let project: RunProject

beforeAll(async () => {
  folder = await temporaryFolder()
  await writeCompany(folder, 'full')
  project = await runProject(folder)
}, 120_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the demo company, from files to marts', () => testDemoNumbers(() => project))

const microsInKopeck = 10_000
const number = (value: SqlRow[string] | undefined): number => Number(value ?? 0)

const moneyKpis = new Set([
  ...['spend', 'cpl', 'revenue_new', 'revenue_repeat', 'gross_profit'],
  ...['avg_cheque', 'cac_marketing', 'cac_full', 'cost_per_deal', 'ltv_observed'],
])

/** Money over money: a plain number. */
const moneyRatios = new Set(['romi', 'ltv_to_cac', 'nrr', 'grr'])

/** What fct_kpi must show: numerator and denominator with money in micros, and the value with money in roubles. */
function shownAs(name: string, fraction: Fraction | undefined): readonly unknown[] {
  if (!fraction) return [name, null]
  const [above, below] = fraction
  const kpi = name.split(' ')[0]!
  if (valuesOnly.has(kpi)) return [name, above.toFixed(9)]
  const isMoney = moneyKpis.has(kpi)
  const value = (isMoney ? above / 100 : above) / (below ?? 1)
  const micros = isMoney || moneyRatios.has(kpi) ? microsInKopeck : 1
  const under = moneyRatios.has(kpi) ? below! * microsInKopeck : below
  return [name, Math.round(above * micros), under, value.toFixed(9)]
}

/** Medians and percentiles can't be added up: they have no numerator. */
const valuesOnly = new Set(['cycle', 'reaction_median', 'reaction_p90', 'handoff_dwell', 'stage_dwell'])

function published(row: SqlRow | undefined, name: string): readonly unknown[] {
  if (row?.value == null) return [name, null]
  const value = Number(row.value).toFixed(9)
  if (row.numerator == null) return [name, value]
  return [name, number(row.numerator), row.denominator == null ? undefined : number(row.denominator), value]
}

describe('fct_kpi against the files', () => {
  let rows: ReadonlyMap<string, SqlRow>

  beforeAll(async () => {
    const all = await project.query('SELECT * FROM fct_kpi')
    rows = new Map(all.map((row) => [`${row.month} ${row.kpi} ${row.basis}`, row]))
  })

  it.each(months)('%s', (month) => {
    const expected = Object.entries(kpisOf(company, month))
    expect(expected.map(([name]) => published(rows.get(`${month} ${name}`), name))).toEqual(
      expected.map(([name, fraction]) => shownAs(name, fraction)),
    )
  })
})

describe('fct_funnel against the files', () => {
  const columns = [
    'impressions',
    'clicks',
    'visits',
    'requests',
    'valid_leads',
    'target_leads',
    'brand_leads',
    'contacted',
  ]
  const later = ['sql', 'negotiation', 'won_deals', 'new_clients']
  const verdicts = ['qualified', 'not_target', 'fake', 'unreached', 'none'].map((name) => `verdict_${name}`)
  const counted = [...columns, ...later, ...verdicts]

  const sums = (names: readonly string[]) => names.map((name) => `sum(${name}) AS ${name}`).join(', ')

  const read = async (basis: string, names: readonly string[]): Promise<ReadonlyMap<string, Counts>> => {
    const rows = await project.query(
      `SELECT month, channel, campaign_id, ${sums(names)}, sum(spend_micros) AS spend, sum(revenue_micros) AS revenue
       FROM fct_funnel WHERE basis = '${basis}' GROUP BY month, channel, campaign_id`,
    )
    return new Map(
      rows.map((row) => [
        `${row.month} ${row.channel} ${row.campaign_id ?? '-'}`,
        {
          ...Object.fromEntries(names.map((name) => [name, number(row[name])])),
          spend: number(row.spend) / microsInKopeck,
          revenue: number(row.revenue) / microsInKopeck,
        },
      ]),
    )
  }

  const filled = (counts: Counts | undefined, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, counts?.[name] ?? 0]))

  it('ties by month, channel and campaign of the request', async () => {
    const published = await read('cohort', counted)
    const expected = cohortFunnel(company)
    expect([...published.keys()].sort()).toEqual([...expected.keys()].sort())
    const names = [...counted, 'spend', 'revenue']
    for (const [key, counts] of expected)
      expect({ key, ...filled(published.get(key), names) }).toEqual({ key, ...filled(counts, names) })
  })

  it('ties by month of the sale', async () => {
    const names = ['won_deals', 'new_clients', 'revenue']
    const published = await read('period', ['won_deals', 'new_clients'])
    const expected = periodSales(company)
    for (const key of new Set([...published.keys(), ...expected.keys()]))
      expect({ key, ...filled(published.get(key), names) }).toEqual({ key, ...filled(expected.get(key), names) })
  })
})

describe('fct_cohorts against the files', () => {
  it('has the same leads and steps in every cell', async () => {
    const rows = await project.query('SELECT step, cohort_month, channel, age_months, leads, reached FROM fct_cohorts')
    const published = rows.map((row) => [
      [row.step, row.cohort_month, row.channel, row.age_months].join(' '),
      [number(row.leads), number(row.reached)],
    ])
    expect(Object.fromEntries(published)).toEqual(Object.fromEntries(triangle(company)))
  })
})

describe('what must hold', () => {
  it('gives out as much spend per day and source as came in', async () => {
    const rows = await project.query(
      'SELECT CAST(date AS varchar) AS day, source, sum(spend_micros) AS spend, sum(platform_micros) AS platform FROM fct_spend GROUP BY date, source',
    )
    const came = Map.groupBy(company.spend, (row) => `${row.day} ${row.source}`)
    const expected = [...came].map(([key, group]) => [key, sum(group, (row) => row.money) * microsInKopeck])
    const given = (column: string) =>
      Object.fromEntries(rows.map((row) => [`${row.day} ${row.source}`, number(row[column])]))
    expect(given('spend')).toEqual(Object.fromEntries(expected))
    expect(given('platform')).toEqual(Object.fromEntries(expected))
  })

  it('holds each card once, and each valid request in one cohort', async () => {
    const [leads] = await project.query('SELECT count(*) AS n, count(DISTINCT lead_id) AS ids FROM fct_leads')
    expect([number(leads!.n), number(leads!.ids)]).toEqual([company.cards.length, company.cards.length])
    const [cohorts] = await project.query(
      "SELECT sum(leads) AS n FROM fct_cohorts WHERE step = 'lead_to_client' AND channel = '*' AND age_months = 0",
    )
    expect(number(cohorts!.n)).toBe(company.valid.length)
  })

  it('loses nothing between the campaigns and the total', async () => {
    const [row] = await project.query(
      `SELECT (SELECT sum(spend_micros) FROM fct_funnel WHERE basis = 'period') AS funnel,
         (SELECT sum(numerator) FROM fct_kpi WHERE kpi = 'spend') AS kpi,
         (SELECT sum(revenue_micros) FROM fct_funnel WHERE basis = 'period') AS by_day,
         (SELECT sum(revenue_micros) FROM fct_funnel WHERE basis = 'cohort') AS by_request,
         (SELECT sum(revenue_micros) FROM fct_deals) AS deals`,
    )
    const spent = sum(company.spend, ({ money: kopecks }) => kopecks) * microsInKopeck
    const earned = sum(company.sales, ({ card }) => card.money) * microsInKopeck
    expect([row!.funnel, row!.kpi].map(number)).toEqual([spent, spent])
    expect([row!.by_day, row!.by_request, row!.deals].map(number)).toEqual([earned, earned, earned])
  })

  it('ties the parts of each KPI to fct_leads', async () => {
    const rows = await project.query(
      `SELECT k.month, k.numerator, k.denominator, l.valid, l.sql_leads
       FROM fct_kpi AS k
       JOIN (
         SELECT heads.cohort_month, count(*) AS valid, count_if(reached.is_sql) AS sql_leads
         FROM fct_leads AS heads
         JOIN (SELECT request_id, bool_or(is_sql) AS is_sql FROM fct_leads GROUP BY request_id) AS reached
           ON reached.request_id = heads.lead_id
         WHERE heads.is_valid GROUP BY heads.cohort_month
       ) AS l ON l.cohort_month = k.month
       WHERE k.kpi = 'sql_share'`,
    )
    expect(rows).toHaveLength(months.length)
    for (const row of rows)
      expect([row.numerator, row.denominator].map(number)).toEqual([row.sql_leads, row.valid].map(number))
  })
})
