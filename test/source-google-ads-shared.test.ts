import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { classifyStatus } from '#ingest/exchange/classify.ts'
import { wireText } from '#ingest/exchange/wire-response.ts'
import { readCase } from '#ingest/pull/read-case.ts'
import { googleAds } from '#ingest/sources/google-ads/index.ts'
import { openBench } from './builders/test-source-run.ts'
import { googleAdsSetting } from './platforms/google-ads.ts'

const shared = join(process.env.CONCORD_SHARED ?? resolve(import.meta.dirname, '../../shared'), 'fixtures/google_ads')
const own = resolve(import.meta.dirname, 'fixtures/sources/google_ads/shared')
const bigints = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)
const text = (name: string) => readFileSync(join(shared, name), 'utf8')

type Seed = Readonly<Record<string, string>>

function seeds(name: string): readonly Seed[] {
  const [head = '', ...lines] = text(name).split(/\r?\n/).filter(Boolean)
  const names = head.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i]!, cell])))
}

/** The loader's columns in the words of the wire; its rows are per device and network. */
const wire = (seed: Seed, { currency_code, time_zone }: Seed) => ({
  customer: { id: seed.customer_id, currencyCode: currency_code, timeZone: time_zone },
  campaign: { id: seed.campaign_id ?? seed.id },
  ...(seed.campaign_id ? { adGroup: { id: seed.ad_group_id ?? seed.id } } : {}),
  ...(seed.ad_group_criterion_criterion_id
    ? { adGroupCriterion: { keyword: { text: `criterion ${seed.ad_group_criterion_criterion_id}` } } }
    : {}),
  segments: { date: seed.date, device: seed.device, adNetworkType: seed.ad_network_type },
  metrics: {
    ...{ impressions: seed.impressions, clicks: seed.clicks, costMicros: seed.cost_micros },
    ...{ conversions: Number(seed.conversions), conversionsValue: Number(seed.conversions_value) },
  },
})

const read = (resource: string, seed: Seed, results: readonly object[]) => {
  const item = { id: seed.id!, facts: { currency: seed.currency_code!, zone: seed.time_zone! } }
  const slice = { from: '2020-01-01', to: '2022-12-31' }
  const body = JSON.stringify([{ results: results.slice(0, 9) }, { results: results.slice(9) }])
  return readCase(googleAds, googleAdsSetting.yaml(''), { resource, item, slice }, body)
}

const sum = (values: readonly unknown[]) => values.reduce((all: bigint, value) => all + BigInt(String(value)), 0n)

describe.skipIf(!existsSync(shared))('given fixtures of Google Ads (needs ../shared)', () => {
  it.each(['campaign', 'ad_group', 'keyword'])('%s statistics become spend whose sum is theirs', async (grain) => {
    const [account] = seeds('seed_account_history_data.csv') as [Seed]
    const given = seeds(`seed_${grain}_stats_data.csv`)
    const got = read(
      'spend',
      account,
      given.map((seed) => wire(seed, account)),
    )
    expect(got.bad).toEqual([])
    expect(sum(got.rows.map(({ row }) => row.cost_micros))).toBe(sum(given.map(({ cost_micros }) => cost_micros)))
    await expect(`${JSON.stringify(got.rows, bigints, 1)}\n`).toMatchFileSnapshot(join(own, `${grain}-spend.json`))
  })

  it('conversions stay fractional, devices are added up', async () => {
    const [account] = seeds('seed_account_history_data.csv') as [Seed]
    const got = read(
      'conversions',
      account,
      seeds('seed_ad_group_stats_data.csv').map((seed) => wire(seed, account)),
    )
    expect(got.bad).toEqual([])
    expect(got.rows.map(({ row }) => row.conversions)).toContain(4.416667)
    await expect(`${JSON.stringify(got.rows, bigints, 1)}\n`).toMatchFileSnapshot(join(own, 'conversions.json'))
  })

  it('of ten versions of a campaign the latest names it', async () => {
    const [account] = seeds('seed_account_history_data.csv') as [Seed]
    const latest = seeds('seed_campaign_history_data.csv')
      .toSorted((a, b) => Date.parse(a.updated_at!) - Date.parse(b.updated_at!))
      .slice(-1)
    const got = read(
      'campaigns',
      account,
      latest.map(({ id, name }) => ({ campaign: { id, name } })),
    )
    await expect(`${JSON.stringify(got.rows, bigints, 1)}\n`).toMatchFileSnapshot(join(own, 'campaigns.json'))
  })

  it('an error as an array, without details, still says to wait', () => {
    const body = text('error_stream_array.json')
    for (const status of [200, 429]) {
      expect(googleAds.classify(wireText(body, status, {}))).toMatchObject({
        action: 'WaitThenRetry',
        code: 'HTTP_429',
      })
    }
    // Classified by the field that a naive client looks into: nothing is found.
    const renamed = wireText(body.replace('"error"', '"fault"'), 200, {})
    expect(googleAds.classify(renamed) ?? classifyStatus(renamed, 0)).toBeUndefined()
  })

  it('the token and the accessible customers are what a pull begins with', async () => {
    const yaml = (url: string) => googleAdsSetting.yaml(url).replace('{customer: 900-000-0001}', '{}')
    const bench = await openBench({ ...googleAdsSetting, yaml }, ({ path, headers }) => {
      if (path === '/token') return { body: text('oauth_token.json') }
      if (path.endsWith(':listAccessibleCustomers')) return { body: text('list_accessible_customers.json') }
      if (headers.authorization !== 'Bearer test_access_token') return { status: 401, body: {} }
      return {
        body: [{ results: [{ customer: { id: '1234567890', currencyCode: 'USD', manager: false } }] }],
      }
    })
    await using _ = bench
    await bench.pull()
    const ids = bench.server.asked.flatMap(({ path }) => /customers\/(\d+)\//.exec(path)?.[1] ?? [])
    expect(new Set(ids)).toEqual(new Set(['1234567890']))
  })
})
