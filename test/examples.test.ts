import { existsSync } from 'node:fs'
import { cp, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunProject, runProject, temporaryFolder } from '#test/builders/project-run.ts'

const shared = process.env.CONCORD_SHARED ?? resolve(import.meta.dirname, '../../shared')
const data = join(shared, 'data')
const isAbsent = !existsSync(data)
const reason = isAbsent ? ' (skipped: ../shared/data is not here)' : ''

/** Runs an example in a copy of its folder; the data is read where it stands. */
function example(name: string): () => RunProject {
  let folder: string
  let project: RunProject | undefined
  beforeAll(async () => {
    folder = await temporaryFolder()
    for (const part of ['agreement', 'connections']) {
      await cp(resolve(import.meta.dirname, '../examples', name, part), join(folder, part), { recursive: true })
    }
    await writeFile(join(folder, '.env'), `CONCORD_PERSONAL_KEY=${'ab'.repeat(32)}\n`)
    project = await runProject(folder, { CONCORD_DATA_DIR: data })
  }, 180_000)
  afterAll(async () => {
    project?.rt.close()
    await rm(folder, { recursive: true, force: true })
  })
  return () => project!
}

const money = (text: string) => BigInt(text.replaceAll(/[,.]/g, '')) * 10_000n

describe.skipIf(isAbsent)(`the online school${reason}`, () => {
  const school = example('online-school')

  it('reads every row, and says which it left out', () => {
    const { deals, spend, contacts } = school().synced
    expect(deals!.total).toMatchObject({ good: 21_593, filtered: 1, quarantined: 0 })
    expect(spend!.total).toMatchObject({ read: 20_779, good: 20_779, quarantined: 0 })
    expect(spend!.records.spend).toMatchObject({ rows: 20_779, copies: 917 })
    expect(contacts!.total).toMatchObject({ good: 18_548, quarantined: 0 })
  })

  it('keeps every deal and every cent of spend', async () => {
    expect(await school().query('select count(*) as deals, count(distinct lead_id) as leads from fct_leads')).toEqual([
      { deals: 21_593, leads: 21_593 },
    ])
    const [spend] = await school().query(
      `select sum(row_count) as "rows", sum(duplicate_count) as copies, sum(spend_micros) as spend_micros,
        sum(platform_micros) as platform_micros from fct_spend`,
    )
    const total = money('149,523.45')
    expect(spend).toEqual({ rows: 20_779, copies: 917, spend_micros: total, platform_micros: total })
  })

  it('counts a deal as paid when an amount is there: 843 of 858, 322 of them undated', async () => {
    const rows = await school().query(
      `select count_if(stage = 'won') as in_stage, count_if(is_won) as paid, count_if(is_undated_win) as undated,
        sum(revenue_micros) as first_payments_micros from fct_deals`,
    )
    expect(rows).toEqual([{ in_stage: 858, paid: 843, undated: 322, first_payments_micros: money('978,651.00') }])
  })

  it('ties deals, paid deals and spend by channel', async () => {
    const rows = await school().query(
      `with leads as (select channel, count(*) as deals, count_if(is_won) as paid from fct_leads group by channel),
        spend as (select channel, sum(spend_micros) as spend_micros from fct_spend group by channel)
      select coalesce(leads.channel, spend.channel) as channel, coalesce(leads.deals, 0) as deals,
        coalesce(leads.paid, 0) as paid, coalesce(spend.spend_micros, 0) as spend_micros
      from leads full join spend on spend.channel = leads.channel
      order by 1`,
    )
    const expected = [
      ['bloggers', 1_089, 39, '13,439.00'],
      ['crm', 1_656, 23, '0.00'],
      ['facebook_ads', 4_850, 197, '33,754.72'],
      ['google_ads', 4_226, 169, '57,798.60'],
      ['offline', 2, 0, '0.00'],
      ['organic', 2_590, 146, '0.00'],
      ['partnership', 203, 4, '0.00'],
      ['radio', 0, 0, '300.00'],
      ['smm', 1_730, 88, '7,269.52'],
      ['telegram_posts', 1_001, 39, '6,860.36'],
      ['test', 159, 3, '608.21'],
      ['tiktok_ads', 2_051, 56, '11,985.67'],
      ['webinar', 379, 26, '2,874.04'],
      ['youtube_ads', 1_657, 53, '14,633.33'],
    ] as const
    expect(rows).toEqual(
      expected.map(([channel, deals, paid, spend]) => ({ channel, deals, paid, spend_micros: money(spend) })),
    )
  })

  it('gives spend per deal and per paid deal', async () => {
    const rows = await school().query(
      `with leads as (select channel, count(*) as deals, count_if(is_won) as paid from fct_leads group by channel),
        spend as (select channel, sum(spend_micros) as spend_micros from fct_spend group by channel)
      select leads.channel, cast(round(cast(spend_micros as double) / nullif(leads.deals, 0) / 10000e0) as bigint) as cents_per_deal,
        cast(round(cast(spend_micros as double) / nullif(leads.paid, 0) / 10000e0) as bigint) as cents_per_paid
      from leads inner join spend on spend.channel = leads.channel
      where leads.channel in ('facebook_ads', 'google_ads', 'webinar') order by 1`,
    )
    expect(rows).toEqual([
      { channel: 'facebook_ads', cents_per_deal: 696, cents_per_paid: 17_134 },
      { channel: 'google_ads', cents_per_deal: 1_368, cents_per_paid: 34_200 },
      { channel: 'webinar', cents_per_deal: 758, cents_per_paid: 11_054 },
    ])
  })
})

describe.skipIf(isAbsent)(`Olist${reason}`, () => {
  const olist = example('olist')

  it('is as of the end of its own data', () => {
    expect(olist().built.asOf).toBe('2018-11-14')
  })

  it('keeps blank origins apart from those that say unknown', async () => {
    const rows = await olist().query(
      'select channel, count(*) as leads, count_if(is_won) as won from fct_leads group by channel order by leads desc',
    )
    expect(rows.map((row) => [row.channel, row.leads, row.won])).toEqual([
      ['organic_search', 2_296, 271],
      ['paid_search', 1_586, 195],
      ['social', 1_350, 75],
      ['unknown', 1_099, 179],
      ['direct_traffic', 499, 56],
      ['email', 493, 15],
      ['referral', 284, 24],
      ['other', 150, 4],
      ['display', 118, 6],
      ['other_publicities', 65, 3],
      ['blank', 60, 14],
    ])
  })

  it('warns of the deal that was won before its first contact, and keeps it', async () => {
    const [deal] = await olist().query(
      `select count(*) as deals, count_if(cast(fct_deals.won_at as date) < fct_leads.created_date) as early
      from fct_deals inner join fct_leads on fct_leads.lead_id = fct_deals.lead_id where fct_deals.is_won`,
    )
    expect(deal).toEqual({ deals: 842, early: 1 })
    const warned = olist().built.checks.filter((check) => check.rows > 0)
    expect(warned).toEqual([expect.objectContaining({ severity: 'warn', rows: 1 })])
  })

  it('marks cohorts before December 2017 as blind and the last ones as immature', async () => {
    const rows = await olist().query(
      `select cohort_month, bool_or(is_blind) as is_blind, bool_or(is_publishable) as is_publishable from fct_cohorts
      where step = 'lead_to_client' and channel = '*' group by cohort_month order by cohort_month`,
    )
    const of = (pick: (row: (typeof rows)[number]) => boolean) => rows.filter(pick).map((row) => row.cohort_month)
    expect(of((row) => row.is_blind === true)).toEqual([
      '2017-06',
      '2017-07',
      '2017-08',
      '2017-09',
      '2017-10',
      '2017-11',
    ])
    expect(of((row) => row.is_publishable === true)).not.toContain('2018-05')
  })
})
