import { describe, expect, it } from 'vitest'
import { replayConnection } from '#ingest/replay.ts'
import { apiVersion } from '#ingest/sources/google-ads/version.ts'
import { monthsBetween } from '#shared/time/dates.ts'
import { testSource } from './builders/test-source.ts'
import { type Bench, openBench } from './builders/test-source-run.ts'
import { googleAdsSetting, googleAdsWorld } from './platforms/google-ads.ts'
import { clients } from './platforms/google-ads-data.ts'
import { failure } from './platforms/google-ads-wire.ts'
import type { Asked } from './replay-server/server.ts'

testSource({
  setting: googleAdsSetting,
  world: googleAdsWorld,
  canaries: ['canary-token-', 'canary-client', 'canary-secret', 'canary-refresh', 'canary-message'],
})

const opened = async (settings = 'customer: 900-000-0001') => {
  const world = googleAdsWorld()
  const yaml = (url: string) => googleAdsSetting.yaml(url).replace('customer: 900-000-0001', settings)
  return { world, bench: await openBench({ ...googleAdsSetting, yaml }, world.answer) }
}

const [berlin, newYork] = clients
const isAbout = (id: string, text: string) => (asked: Asked) =>
  asked.path.includes(`/${id}/`) && asked.body.includes(text)

async function costs(bench: Bench): Promise<Record<string, bigint>> {
  const sums: Record<string, bigint> = {}
  for (const { account, date, currency, cost_micros } of await bench.rows('spend')) {
    const key = `${account} ${date} ${currency}`
    sums[key] = (sums[key] ?? 0n) + (cost_micros as bigint)
  }
  return sums
}

describe('money', () => {
  it.each(['campaign', 'ad', 'keyword'])('is the platform’s own total to the micro, read by %s', async (grain) => {
    const { world, bench } = await opened(`customer: 9000000001, grain: ${grain}`)
    await using _ = bench
    await bench.pull()
    const found = await costs(bench)
    expect(Object.keys(found)).toHaveLength(15 + 14)
    for (const [key, sum] of Object.entries(found)) {
      const [account = '', date = ''] = key.split(' ')
      expect({ key, sum }).toEqual({ key, sum: world.total(account, date) })
    }
  })

  it('keeps Performance Max and what has no keyword at their own grain', async () => {
    const { bench } = await opened()
    await using _ = bench
    await bench.pull()
    const day = (await bench.rows('spend')).filter(
      ({ account, date }) => account === berlin.id && date === '2026-07-10',
    )
    const grains = day.map(({ campaign_id, ad_id, keyword }) => [campaign_id, ad_id, keyword].join(' · ')).sort()
    expect(grains).toEqual([
      '20 · 61 · ',
      '30 ·  · ',
      '9007199254740993 · 51 · диван',
      '9007199254740993 · 51 · купить диван',
      '9007199254740993 · 52 · ',
      '9007199254740993 · 52 · диван',
    ])
    expect(day.every(({ vat_included, currency }) => vat_included === false && currency === 'EUR')).toBe(true)
  })
})

it('makes the same objects again from raw', async () => {
  const { bench } = await opened()
  await using _ = bench
  await bench.pull()
  const before = await bench.records()
  for (const key of Object.keys(before)) await bench.lake.delete(key)
  await replayConnection(bench.rt, googleAdsSetting.source, bench.connection)
  expect(await bench.records()).toEqual(before)
})

describe('accounts below a manager', () => {
  it('are read through it, each to its own yesterday', async () => {
    const { bench } = await opened()
    await using _ = bench
    await bench.pull()
    const lastDay = async (id: string) =>
      (await bench.rows('spend'))
        .filter(({ account }) => account === id)
        .map(({ date }) => date)
        .sort()
        .at(-1)
    expect(await lastDay(berlin.id)).toBe('2026-07-19')
    expect(await lastDay(newYork.id)).toBe('2026-07-18')
    const logins = bench.server.asked.filter(({ path }) => path.includes('/1111111111/'))
    expect(new Set(logins.map(({ headers }) => headers['login-customer-id']))).toEqual(new Set(['9000000001']))
    expect(bench.server.asked.some(({ headers }) => 'developer-token' in headers)).toBe(false)
    expect(bench.server.asked.some(({ path }) => path.includes('/3333333333/'))).toBe(false)
  })

  it('are found by what the key can see, when none is named', async () => {
    const { bench } = await opened('grain: ad')
    await using _ = bench
    await bench.pull()
    expect(new Set((await bench.rows('spend')).map(({ account }) => account)).size).toBe(2)
    const direct = bench.server.asked.filter(({ path }) => path.includes('/9000000001/'))
    expect('login-customer-id' in direct[0]!.headers).toBe(false)
  })

  it('go on when one of them is closed to us', async () => {
    const { bench } = await opened()
    await using _ = bench
    const closed = failure(403, 'authorizationError', 'CUSTOMER_NOT_ENABLED')
    bench.server.fault = (asked) =>
      isAbout(berlin.id, '')(asked) ? () => ({ status: 403, body: [closed] }) : undefined
    const { summary } = await bench.pull()
    expect(summary.files.map(({ problem }) => problem?.code)).toEqual(Array(3).fill('CUSTOMER_NOT_ENABLED'))
    expect(new Set((await bench.rows('spend')).map(({ account }) => account))).toEqual(new Set([newYork.id]))
  })
})

it('names a version of the API that is less than twelve months old', () => {
  expect(monthsBetween(apiVersion.since, new Date().toISOString().slice(0, 7))).toBeLessThan(12)
})
