import { describe, expect, it } from 'vitest'
import { wireText } from '#ingest/exchange/wire-response.ts'
import { readPullManifests } from '#ingest/pull/manifest.ts'
import { readPage } from '#ingest/pull/pages.ts'
import { progressKey } from '#ingest/pull/progress.ts'
import { readCase } from '#ingest/pull/read-case.ts'
import { openBench } from './builders/test-source-run.ts'
import { ga4Setting, ga4World } from './platforms/ga4.ts'
import type { Asked } from './replay-server/server.ts'

const opened = async (more = '') => {
  const world = ga4World()
  const yaml = (url: string) => `${ga4Setting.yaml(url)}${more}`
  return { world, bench: await openBench({ ...ga4Setting, yaml }, world.answer) }
}

const day = '2026-07-18'
const cursorOf = (progress: unknown) => (progress as { cursor: string | null } | undefined)?.cursor
const isReport = ({ body }: Asked) => body.includes('orderBys')

describe('pitfall 7: closed days move', () => {
  it('keeps all three answers, shows the last, and never passes yesterday', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    for (const times of [1, 2, 5]) {
      world.change(day, times)
      await bench.pull()
      expect(cursorOf((await bench.state.get(progressKey('ga', 'traffic', '')))?.value)).toBe('2026-07-19')
      bench.clock.time += 60_000
    }
    const sessions = (await bench.rows('traffic')).filter(({ date }) => date === day).map((row) => row.sessions)
    expect(sessions).toEqual([18, 19, 20].map((count) => count * 5))
    expect((await bench.rows('traffic')).some(({ date }) => date === '2026-07-20')).toBe(false)
    const pages = (await bench.lake.list('raw/')).filter(({ key }) => key.includes('/traffic.'))
    const texts = await Promise.all(pages.map(async ({ key }) => (await readPage(bench.lake, key)).text))
    for (const count of ['18', '36', '90']) {
      expect(texts.filter((text) => text.includes('"20260718"') && text.includes(`"${count}"`))).not.toEqual([])
    }
  })

  it('moves credit of key events weeks back, and sessions of these days stay', async () => {
    const { world, bench } = await opened('resources: [traffic, key_events]\n')
    await using _ = bench
    await bench.pull()
    const before = await bench.records()
    world.creditTo('2026-07-02', '0.25')
    world.change('2026-07-02', 9)
    bench.clock.time += 60_000
    await bench.pull()
    const after = await bench.records()
    const touched = Object.keys(after).filter((key) => after[key] !== before[key])
    expect(touched.map((key) => key.split('/').at(-1))).toEqual(['ga.p1.key_events.2026-07-02.parquet'])
    const credited = (await bench.rows('ad_conversion')).filter(({ date }) => date === '2026-07-02')
    expect(credited).toMatchObject([
      { goal: 'lead', campaign_id: '21', campaign_name: 'summer', conversions: 0.25, value_micros: 0n },
      { goal: 'purchase', campaign_id: 'Organic Search', conversions: 0.25, value_micros: 199_500_000n },
    ])
  })
})

describe('pitfall 15: an answer that is not all', () => {
  it.each([
    ['thresholded', { subjectToThresholding: true }, 'thresholding'],
    ['with (other)', { dataLossFromOtherRow: true }, '(other)'],
    [
      'cut off',
      { dataTruncationReasons: [{ dataTruncationType: 'DATA_TRUNCATION_TYPE_PROPERTY' }] },
      'has cut data off',
    ],
    ['sampled', { samplingMetadatas: [{ samplesReadCount: '1' }] }, 'from a sample'],
    [
      'restricted',
      { schemaRestrictionResponse: { activeMetricRestrictions: [{ metricName: 'x' }] } },
      'withheld metrics',
    ],
  ])('%s is said, and its slices are flagged', async (_name, metadata, words) => {
    const { world, bench } = await opened('resources: [traffic]\n')
    await using _ = bench
    Object.assign(world.metadata, metadata)
    const { warnings } = await bench.pull()
    expect(warnings.length).toBe(3)
    expect(
      warnings.every(({ en, ru }) => en.includes(words) && en.includes('2026-07-') && ru.includes('неполные')),
    ).toBe(true)
    const manifests = await readPullManifests(bench.lake, bench.connection)
    expect(manifests.every((one) => one.warnings?.some(({ en }) => en.includes(words)))).toBe(true)
  })

  it('an empty report is a settled slice without rows', async () => {
    const { bench } = await opened('resources: [traffic]\n')
    await using _ = bench
    bench.server.fault = (asked) =>
      isReport(asked)
        ? ({ body }) => {
            const { rows: _, rowCount: __, ...rest } = body as Record<string, unknown>
            return { body: rest }
          }
        : undefined
    const { summary } = await bench.pull()
    expect(summary.files[0]?.problem).toBeNull()
    expect(await bench.rows('traffic')).toEqual([])
    expect(cursorOf((await bench.state.get(progressKey('ga', 'traffic', '')))?.value)).toBe('2026-07-19')
  })

  it('a report of two ranges, which tells a day twice, is no answer', () => {
    const cells = (values: readonly string[]) => values.map((value) => ({ value }))
    const rows = ['date_range_0', 'date_range_1'].map((range) => ({
      dimensionValues: cells(['20260718', 'google', range]),
      metricValues: cells(['12']),
    }))
    const body = (names: readonly string[]) =>
      JSON.stringify({
        dimensionHeaders: names.map((name) => ({ name })),
        metricHeaders: [{ name: 'sessions' }],
        ...{ rows, rowCount: 2 },
      })
    const asked = { resource: 'traffic', slice: { from: day, to: day } }
    const read = (names: readonly string[]) =>
      readCase(ga4Setting.source, ga4Setting.yaml('http://127.0.0.1:1'), asked, body(names))
    expect(() => read(['date', 'sessionSource', 'dateRange'])).toThrow('not this report')
    expect(read(['date', 'sessionSource', 'country']).rows).toHaveLength(1)
  })

  it('a report with fewer rows than its rowCount is never settled', async () => {
    const { bench } = await opened('resources: [traffic]\n')
    await using _ = bench
    bench.server.fault = (asked) =>
      isReport(asked) && JSON.parse(asked.body).offset !== '0'
        ? ({ body }) => {
            const { rows: _, ...rest } = body as Record<string, unknown>
            return { body: rest }
          }
        : undefined
    const { summary } = await bench.pull()
    expect(summary.files[0]?.problem?.code).toBe('UNSTEADY')
    expect(Object.keys(await bench.records())).toEqual([])
    bench.server.fault = () => undefined
    await bench.pull()
    expect(await bench.rows('traffic')).toHaveLength(19 * 3)
  })
})

describe('the property’s quota', () => {
  const low = (name: string, remaining: number) => ({
    propertyQuota: { [name]: { consumed: 5, remaining }, concurrentRequests: { consumed: 2, remaining: 8 } },
  })

  it.each([
    ['tokensPerProjectPerHour', 172, 1_800_000],
    ['tokensPerHour', 4000, 1_800_000],
  ])('stops at a tenth of %s, keeps what came, and goes on later', async (name, remaining, waitMs) => {
    const { world, bench } = await opened()
    await using _ = bench
    Object.assign(world.extra, low(name, remaining))
    const { done, resumeAt } = await bench.pull()
    expect(done).toBe(true)
    expect(bench.server.asked.filter(isReport)).toHaveLength(1)
    expect(resumeAt! - bench.clock.time).toBe(waitMs)
    delete world.extra.propertyQuota
    bench.clock.time = resumeAt!
    await bench.pull()
    expect(await bench.rows('traffic')).toHaveLength(19 * 3)
    expect(bench.server.asked.filter(isReport).filter(({ body }) => body.includes('"offset":"0"')).length).toBe(4)
  })

  it('waits half a minute while too many ask at once', async () => {
    const { world, bench } = await opened('resources: [key_events]\n')
    await using _ = bench
    Object.assign(world.extra, { propertyQuota: { concurrentRequests: { consumed: 9, remaining: 1 } } })
    const before = bench.clock.time
    await bench.pull()
    expect(bench.clock.time - before).toBeGreaterThan(5 * 30_000)
    expect(await bench.rows('ad_conversion')).toHaveLength(19 * 2)
  })

  it.each([
    ['names its consumption alone: a nought is left out of the JSON', { consumed: 20 }, 'tokensPerHour'],
    ['says nothing', {}, undefined],
    ['took nothing', { consumed: 0 }, undefined],
    ['is null', null, undefined],
  ])('a bucket that %s', (_name, bucket, code) => {
    const propertyQuota = { tokensPerHour: bucket, concurrentRequests: { remaining: 10 } }
    const answer = wireText(JSON.stringify({ propertyQuota }), 200, {})
    expect(ga4Setting.source.easeOff?.(answer)?.code).toBe(code)
  })

  it('has enough left at eleven per cent', async () => {
    const { world, bench } = await opened('resources: [key_events]\n')
    await using _ = bench
    Object.assign(world.extra, low('tokensPerProjectPerHour', 1541))
    expect((await bench.pull()).resumeAt).toBeUndefined()
  })
})
