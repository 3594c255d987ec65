import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCompany } from '#examples/demo/generate.ts'
import type { Market } from '#examples/demo/platforms/index.ts'
import type { SqlRow } from '#shared/warehouse/warehouse.ts'
import { companyByFiles, companyThroughConnectors, type DemoRun } from './builders/demo-runs.ts'
import { isFull, notInSample } from './builders/sample.ts'

/** Two months are enough. */
const from = '2026-09-01'

interface Systems {
  readonly market: Market
  /** What the connection of the cabinet is called. */
  readonly ads: string
  readonly adsSource: string
  /** KPIs that the systems cannot carry, and why. */
  readonly missing: Readonly<Record<string, string>>
}

const all: readonly Systems[] = [
  {
    ...{ market: 'ru', ads: 'direct', adsSource: 'yandex_direct' },
    missing: {},
  },
  {
    ...{ market: 'world', ads: 'ads', adsSource: 'google_ads' },
    missing: { brand_traffic_share: 'GA4 tells sums of visits without their search phrases' },
  },
]

/** Rows as a sorted text, so that neither their order nor a column left out matters. */
const asSet = (rows: readonly SqlRow[], without: readonly string[] = []): readonly string[] =>
  rows
    .map((row) => Object.entries(row).filter(([name]) => !without.includes(name)))
    .map((cells) => JSON.stringify(cells, (_, value) => (typeof value === 'bigint' ? String(value) : value)))
    // Where there is no Yandex, its advertisements stand at Google.
    .map((text) => text.replaceAll('"google_ads"', '"yandex_direct"'))
    .sort()

let files: DemoRun

beforeAll(async () => {
  files = await companyByFiles(from)
}, 120_000)
afterAll(() => files[Symbol.asyncDispose]())

const [sample, ...others] = all
const markets = isFull ? all : [sample!]

if (!isFull) it.skip.each(others)(`the company read from its systems ($market) (${notInSample})`, () => undefined)

describe.each(markets)('the company read from its systems ($market)', ({ market, ads, adsSource, missing }) => {
  let systems: DemoRun

  beforeAll(async () => {
    systems = await companyThroughConnectors(market, from)
  }, 120_000)
  afterAll(() => systems[Symbol.asyncDispose]())

  async function expectSame(sql: string, without: readonly string[] = []): Promise<void> {
    const expected = asSet(await files.query(sql), without)
    expect(expected.length).toBeGreaterThan(0)
    expect(asSet(await systems.query(sql), without)).toEqual(expected)
  }

  it('loses no row on the way', () => {
    // Filtered are only the answers of a scan for what was deleted: nothing was.
    const totals = Object.values(systems.synced).map(({ connection, total: { good, filtered, read, codes } }) => ({
      connection,
      taken: good + filtered,
      read,
      codes,
    }))
    expect(totals).toEqual(totals.map((one) => ({ ...one, taken: one.read, codes: {} })))
    expect(
      totals.find(({ connection }) => connection !== 'crm' && systems.synced[connection]!.total.filtered > 0),
    ).toBe(undefined)
    expect(systems.synced[ads]?.source).toBe(adsSource)
    expect(Object.values(systems.synced).flatMap((one) => one.files.flatMap(({ problem }) => problem ?? []))).toEqual(
      [],
    )
  })

  it('has paid the same by day, channel and campaign, to the micro', () =>
    expectSame(`select date, channel, campaign_id, campaign_name, sum(spend_micros) as spend, sum(clicks) as clicks,
      sum(impressions) as impressions from fct_spend group by date, channel, campaign_id, campaign_name`))

  it('has the same requests, with people, stages, verdicts and contracts', async () => {
    const named = `select fct_leads.*, dim_manager.manager_name from fct_leads
      left join dim_manager on dim_manager.manager = fct_leads.manager`
    // The card's link is each system's own, and so is the number of a colleague.
    await expectSame(named, ['url', 'manager'])
    await expectSame('select * from fct_lead_stages')
  })

  it('has the same deals and payments', () => expectSame('select * from fct_deals', ['manager']))

  it('has the same reactions', () => expectSame('select * from fct_sla', ['manager']))

  it('has the same funnel by day and channel, visits included', () =>
    expectSame(`select date, basis, channel, sum(visits) as visits, sum(requests) as requests, sum(valid_leads) as valid,
      sum(contacted) as contacted, sum(sql) as qualified, sum(won_deals) as won, sum(revenue_micros) as revenue,
      sum(verdict_qualified) as good, sum(verdict_not_target) as others, sum(verdict_fake) as fake,
      sum(verdict_unreached) as unreached, sum(verdict_none) as unsaid from fct_funnel group by date, basis, channel`))

  const but = Object.entries(missing).map(([kpi, why]) => `, but for ${kpi} (${why})`)
  it(`has the same KPIs${but.join('')}`, async () => {
    const [expected, found] = [await files.query('select * from fct_kpi'), await systems.query('select * from fct_kpi')]
    const known = new Set(asSet(expected))
    const other = found.filter((row) => !known.has(asSet([row])[0]!)).map(({ kpi }) => String(kpi))
    expect(found).toHaveLength(expected.length)
    expect([...new Set(other)]).toEqual(Object.keys(missing))
  })

  it('says nothing private, and its secrets were good for one play only', async () => {
    const env = await readFile(join(systems.folder, '.env'), 'utf8')
    const secrets = [...env.matchAll(/demo-[0-9a-f]{24}/g)].map(([secret]) => secret)
    const { person } = makeCompany({ from }).cards.at(-1)!.request
    expect(secrets.length).toBeGreaterThan(0)
    const said = systems.said.join('\n')
    expect(said.length).toBeGreaterThan(1000)
    for (const one of [...secrets, person.phone, person.name, 'client1', '@example.com'])
      expect(said).not.toContain(one)
    const connection = await readFile(join(systems.folder, 'connections', 'crm.yaml'), 'utf8')
    const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(connection) ?? []
    await expect(fetch(url)).rejects.toThrow()
  })
})
