import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunProject, runProject, temporaryFolder } from './builders/project-run.ts'
import { writeOddCompany } from './oracle/odd-company.ts'

/** A company of traps, through the whole pipeline; what is expected was counted by hand. */
let folder: string
let project: RunProject

beforeAll(async () => {
  folder = await temporaryFolder()
  await writeOddCompany(folder)
  project = await runProject(folder)
}, 120_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

const rounded = (value: unknown): number => Number(Number(value).toFixed(6))

/** Values of a KPI by month, in roubles or counts; a reason where there is no value. */
async function kpi(name: string, basis: string): Promise<Readonly<Record<string, unknown>>> {
  const rows = await project.query(
    `SELECT month, value, reason FROM fct_kpi WHERE kpi = '${name}' AND basis = '${basis}' ORDER BY month`,
  )
  return Object.fromEntries(rows.map((row) => [row.month, row.value === null ? row.reason : rounded(row.value)]))
}

const byLead = async (column: string): Promise<Readonly<Record<string, unknown>>> => {
  const rows = await project.query(`SELECT lead_id, ${column} AS v FROM fct_leads`)
  return Object.fromEntries(rows.map((row) => [String(row.lead_id).split(':').at(-1), row.v]))
}

describe('people', () => {
  it('counts who asks again inside the window once, and outside it twice', async () => {
    expect(await byLead('is_request')).toMatchObject({ 6: true, 61: false, 62: true })
  })

  it('follows a chain of merged contacts', async () => {
    expect(await byLead('is_request')).toMatchObject({ 9: true, 91: false })
    const people = await byLead('person_id')
    expect(people[9]).toBe(people[91])
  })

  it('counts requests by month', async () => {
    expect(await kpi('requests', 'period')).toEqual({
      ...{ '2026-04': 0, '2026-05': 0, '2026-06': 7, '2026-07': 0, '2026-08': 5, '2026-09': 2, '2026-10': 0 },
    })
  })
})

describe('the month of the agreement', () => {
  it('puts a lead of the night into the month of the company, and judges it by the rules of that month', async () => {
    expect(await byLead('cohort_month')).toMatchObject({ 1: '2026-09', 2: '2026-08' })
    expect(await byLead('is_valid')).toMatchObject({ 1: false, 2: true })
    expect(await byLead('validity_reason')).toMatchObject({ 1: 'student' })
  })

  it('keeps the stages of older leads when a stage is added; who paid and was paid back came as far as an offer', async () => {
    expect(await byLead('is_sql')).toMatchObject({ 2: false, 11: true })
    expect(await byLead('is_negotiation')).toMatchObject({ 2: false, 3: true, 11: false })
    expect(await kpi('sql', 'period')).toMatchObject({ '2026-08': 0, '2026-09': 1 })
    expect(await kpi('sql', 'cohort')).toMatchObject({ '2026-06': 4, '2026-08': 4, '2026-09': 0 })
  })

  it('takes the plan of the month of the KPI', async () => {
    const rows = await project.query(
      "SELECT month, target_low FROM fct_kpi WHERE kpi = 'first_contact_in_limit' AND month IN ('2026-08', '2026-09')",
    )
    const targets = Object.fromEntries(rows.map((row) => [row.month, row.target_low]))
    expect(targets).toEqual({ '2026-08': 0.85, '2026-09': 0.9 })
  })
})

describe('money', () => {
  it('converts spend, payments and refunds by the newest rate of their day', async () => {
    expect(await kpi('spend', 'period')).toEqual({
      ...{
        '2026-04': 1000,
        '2026-05': 0,
        '2026-06': 5000,
        '2026-07': 8000,
        '2026-08': 0,
        '2026-09': 0,
        '2026-10': 500,
      },
    })
    expect(await kpi('revenue_new', 'period')).toEqual({
      ...{ '2026-04': 0, '2026-05': 0, '2026-06': 30_000, '2026-07': 180_000 },
      ...{ '2026-08': 12_000, '2026-09': 105_000, '2026-10': 0 },
    })
  })

  it('counts a deal that was paid back as no sale, and one paid before its lead as one', async () => {
    expect(await byLead('is_won')).toMatchObject({ 3: true, 4: false, 5: true, 7: true })
    expect(await kpi('won_deals', 'period')).toMatchObject({ '2026-06': 1, '2026-07': 2, '2026-08': 1, '2026-09': 3 })
  })

  it('joins a deal without a lead to the earlier lead of its person, and lets a stranger stand alone', async () => {
    expect(await kpi('won_deals', 'cohort')).toMatchObject({ '2026-06': 3, '2026-07': 0, '2026-09': 0 })
    expect(await kpi('revenue_new', 'cohort')).toMatchObject({ '2026-06': 192_000 })
    expect(await kpi('avg_cheque', 'period')).toMatchObject({ '2026-06': 30_000, '2026-07': 81_000, '2026-08': 40_000 })
  })

  it('takes the second deal of a lead for a repeat sale, and money in parts by the day of each part', async () => {
    expect(await kpi('revenue_repeat', 'period')).toMatchObject({ '2026-08': 0, '2026-09': 60_000 })
    expect(await kpi('revenue_repeat', 'cohort')).toMatchObject({ '2026-08': 60_000 })
    expect(await kpi('new_clients', 'period')).toMatchObject({ '2026-08': 1, '2026-09': 2 })
    expect(await kpi('won_deals', 'cohort')).toMatchObject({ '2026-08': 4 })
  })

  it('counts a sale without a date by cohort only', async () => {
    expect(await byLead('is_won')).toMatchObject({ 14: true })
    expect(await byLead('won_at')).toMatchObject({ 14: null })
    expect(await kpi('revenue_new', 'cohort')).toMatchObject({ '2026-08': 40_000 + 25_000 + 20_000 })
  })

  it('keeps the request whose first card was closed as the double of the second, which was sold', async () => {
    expect(await byLead('is_valid')).toMatchObject({ 13: true, 131: false })
    expect(await kpi('valid_leads', 'period')).toMatchObject({ '2026-08': 5 })
    expect(await kpi('lead_to_client', 'cohort')).toMatchObject({ '2026-08': 3 / 5 })
  })

  it('puts a payment before the lead into the first month of its cohort', async () => {
    const rows = await project.query(
      "SELECT age_months, leads, reached FROM fct_cohorts WHERE step = 'lead_to_client' AND cohort_month = '2026-06' AND channel = '*' ORDER BY age_months",
    )
    expect(rows.map((row) => [row.age_months, row.leads, row.reached].map(Number))).toEqual([
      ...[
        [0, 7, 1],
        [1, 7, 3],
        [2, 7, 3],
      ],
      ...[
        [3, 7, 3],
        [4, 7, 3],
      ],
    ])
  })
})

describe('nothing in a month', () => {
  it('gives a reason where nothing can be divided by', async () => {
    expect(await kpi('cpl', 'period')).toEqual({
      ...{ '2026-04': 'no_leads', '2026-05': 'no_spend', '2026-06': 714.285714, '2026-07': 'no_leads' },
      ...{ '2026-08': 'no_spend', '2026-09': 'no_spend', '2026-10': 'no_leads' },
    })
    expect(await kpi('sql_share', 'cohort')).toMatchObject({
      '2026-05': 'no_leads',
      '2026-07': 'no_leads',
      '2026-08': 0.8,
    })
    expect(await kpi('valid_share', 'cohort')).toMatchObject({ '2026-07': 'no_leads', '2026-09': 0.5 })
  })

  it('keeps campaigns with spend and no lead, with leads and no spend, and leads of no campaign', async () => {
    const rows = await project.query(
      `SELECT channel, campaign_id, sum(spend_micros) AS spend, sum(requests) AS requests
       FROM fct_funnel WHERE basis = 'cohort' GROUP BY channel, campaign_id ORDER BY channel, campaign_id`,
    )
    expect(rows.map((row) => [row.channel, row.campaign_id, Number(row.spend) / 1e6, Number(row.requests)])).toEqual([
      ['direct', null, 0, 1],
      ['vk_ads', 'leads_only', 0, 13],
      ['vk_ads', 'spend-only', 14_500, 0],
    ])
  })

  it('passes its checks', () => {
    expect(project.built).toMatchObject({ published: true })
  })
})
