import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { classifyStatus } from '#ingest/exchange/classify.ts'
import { wireText } from '#ingest/exchange/wire-response.ts'
import { readCase } from '#ingest/pull/read-case.ts'
import { ga4 } from '#ingest/sources/ga4/index.ts'
import { ga4Setting } from './platforms/ga4.ts'

const shared = join(process.env.CONCORD_SHARED ?? resolve(import.meta.dirname, '../../shared'), 'fixtures/ga4')
const own = resolve(import.meta.dirname, 'fixtures/sources/ga4/shared')
const bigints = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)
const text = (name: string) => readFileSync(join(shared, name), 'utf8')

describe.skipIf(!existsSync(shared))('given fixtures of GA4 (needs ../shared)', () => {
  it.each([
    ['runReport_campaign_revenue', '2026-07-01'],
    ['runReport_date_country', '2023-11-01'],
    ['runReport_empty', '2026-07-01'],
  ])('%s becomes the expected records', async (name, day) => {
    const given = { resource: 'traffic', slice: { from: day, to: day } }
    const got = readCase(ga4, ga4Setting.yaml('http://127.0.0.1:1'), given, text(`${name}.json`))
    expect(got.bad).toEqual([])
    await expect(`${JSON.stringify(got, bigints, 2)}\n`).toMatchFileSnapshot(join(own, `${name}.json`))
  })

  it('every source that Google has a name for is kept as it is', () => {
    const sources = text('bq_source_categories.csv')
      .split(/\r?\n/)
      .slice(1)
      .flatMap((line) => /^"?([^",]+)/.exec(line)?.[1] ?? [])
    expect(sources.length).toBeGreaterThan(800)
    const rows = [...new Set(sources)].map((source) => ({
      dimensionValues: ['20260701', source, 'referral', '(referral)'].map((value) => ({ value })),
      metricValues: ['1', '1', '0'].map((value) => ({ value })),
    }))
    const names = ['date', 'sessionSource', 'sessionMedium', 'sessionCampaignName'].map((name) => ({ name }))
    const metrics = ['sessions', 'totalUsers', 'keyEvents'].map((name) => ({ name }))
    const report = JSON.stringify({ dimensionHeaders: names, metricHeaders: metrics, rows, rowCount: rows.length })
    const given = { resource: 'traffic', slice: { from: '2026-07-01', to: '2026-07-01' } }
    const got = readCase(ga4, ga4Setting.yaml('http://127.0.0.1:1'), given, report)
    expect(got.bad).toEqual([])
    expect(got.rows.map(({ row }) => row.utm_source)).toEqual([...new Set(sources)])
  })

  it('an empty bucket of an hour is waited for; without the code nobody would wait', () => {
    const body = text('error_429.json')
    const expected = { action: 'WaitThenRetry', code: 'RESOURCE_EXHAUSTED', waitMs: 1_800_000 }
    for (const status of [200, 429]) expect(ga4.classify(wireText(body, status, {}))).toEqual(expected)
    const renamed = wireText(body.replace('"code"', '"kode"').replace('"status"', '"state"'), 200, {})
    expect(ga4.classify(renamed) ?? classifyStatus(renamed, 0)).toMatchObject({ action: 'FixContract' })
  })

  it('172 tokens are few against the budget of an hour, not against what the answer shows', () => {
    const answer = wireText(text('property_quota_low_tokens.json'), 200, {})
    expect(ga4.easeOff?.(answer)).toEqual({ code: 'tokensPerProjectPerHour', waitMs: 1_800_000 })
  })
})
