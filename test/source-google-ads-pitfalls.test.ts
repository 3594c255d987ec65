import { describe, expect, it } from 'vitest'
import { progressKey } from '#ingest/pull/progress.ts'
import { readCase } from '#ingest/pull/read-case.ts'
import { type Bench, openBench } from './builders/test-source-run.ts'
import { googleAdsSetting, googleAdsWorld } from './platforms/google-ads.ts'
import { clients } from './platforms/google-ads-data.ts'
import { failure } from './platforms/google-ads-wire.ts'
import type { Asked, Fault, Reply } from './replay-server/server.ts'

const opened = async (settings = 'customer: 900-000-0001') => {
  const world = googleAdsWorld()
  const yaml = (url: string) => googleAdsSetting.yaml(url).replace('customer: 900-000-0001', settings)
  return { world, bench: await openBench({ ...googleAdsSetting, yaml }, world.answer) }
}

const [berlin, newYork] = clients
const isAbout = (id: string, text: string) => (asked: Asked) =>
  asked.path.includes(`/${id}/`) && asked.body.includes(text)

/** Puts an error behind the batches of an answer: status 200 stays. */
const endingIn =
  (error: object): Fault =>
  (reply: Reply) => ({ ...reply, body: [...(reply.body as object[]), error] })

const costOf = async (bench: Bench, day: string, customer: { readonly id: string } = berlin) =>
  (await bench.rows('spend'))
    .filter(({ account, date }) => account === customer.id && date === day)
    .reduce((sum, { cost_micros }) => sum + (cost_micros as bigint), 0n)

describe('a page of `search` in place of the stream', () => {
  const read = (more: object) => {
    const row = { campaign: { id: '1' }, segments: { date: '2026-07-10' }, metrics: { costMicros: '5' } }
    const body = { results: [row], fieldMask: 'campaign.id,segments.date,metrics.costMicros', ...more }
    const asked = { resource: 'spend', slice: { from: '2026-07-10', to: '2026-07-10' }, item: { id: berlin.id } }
    const yaml = googleAdsSetting.yaml('http://127.0.0.1:1')
    return readCase(googleAdsSetting.source, yaml, asked, JSON.stringify(body))
  }

  it('is not taken for all of it', () => {
    expect(() => read({ nextPageToken: 'CJ4Q', totalResultsCount: '20001' })).toThrow('a page, not a stream')
    expect(read({ nextPageToken: '', totalResultsCount: '1' }).bad).toMatchObject([{ column: 'currency' }])
  })
})

describe('pitfall 15: an error behind good batches, inside a 200', () => {
  const bare = { error: { code: 500, message: 'm', status: 'INTERNAL' } }
  it.each([
    ['with details', failure(500, 'internalError', 'INTERNAL_ERROR'), 'INTERNAL_ERROR'],
    ['without details', bare, 'INTERNAL'],
    ['that is a contract’s', failure(400, 'queryError', 'UNRECOGNIZED_FIELD'), 'UNRECOGNIZED_FIELD'],
  ])('%s leaves no slice settled and none half visible', async (_name, error, code) => {
    const { world, bench } = await opened()
    await using _ = bench
    const spoilt = isAbout(berlin.id, 'segments.keyword')
    bench.server.fault = (asked) => (spoilt(asked) ? endingIn(error) : undefined)
    const { summary } = await bench.pull()
    expect(summary.files[0]?.problem?.code).toBe(code)
    expect((await bench.rows('spend')).filter(({ account }) => account === berlin.id)).toEqual([])
    const progress = (await bench.state.get(progressKey('gads', 'spend', berlin.id)))?.value
    expect(progress).toMatchObject({ cursor: null })
    bench.server.fault = () => undefined
    await bench.pull()
    expect(await costOf(bench, '2026-07-10')).toBe(world.total(berlin.id, '2026-07-10'))
  })

  it('ends the run for today when the day’s operations are spent, and goes on after', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    const until = failure(429, 'quotaError', 'RESOURCE_EXHAUSTED', {
      details: { quotaErrorDetails: { retryDelay: '7200s' } },
    })
    bench.server.fault = (asked) => (asked.body.includes('segments.keyword') ? endingIn(until) : undefined)
    const { done, resumeAt } = await bench.pull()
    expect(done).toBe(true)
    expect(resumeAt! - bench.clock.time).toBe(7_200_000)
    expect(bench.server.asked.filter(({ body }) => body.includes('segments.keyword'))).toHaveLength(2)
    bench.server.fault = () => undefined
    bench.clock.time = resumeAt!
    await bench.pull()
    expect(await costOf(bench, '2026-07-10')).toBe(world.total(berlin.id, '2026-07-10'))
  })
})

describe('one of several accounts', () => {
  it('that has to rest for today keeps the others from nothing', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    const until = failure(429, 'quotaError', 'RESOURCE_EXHAUSTED', {
      details: { quotaErrorDetails: { retryDelay: '7200s' } },
    })
    bench.server.fault = (asked) => (isAbout(berlin.id, 'segments.keyword')(asked) ? endingIn(until) : undefined)
    const { summary, resumeAt } = await bench.pull()
    expect(summary.files.flatMap(({ problem }) => problem?.what.en ?? [])).toEqual([expect.stringContaining(berlin.id)])
    expect(resumeAt).toBeGreaterThan(bench.clock.time)
    expect(await costOf(bench, '2026-07-10', newYork)).toBe(world.total(newYork.id, '2026-07-10'))
  })
})

describe('pitfall 7: closed days move', () => {
  it('keeps all three answers, shows the last, and never passes yesterday', async () => {
    const { world, bench } = await opened(`customer: 9000000001, only: [${berlin.id}]`)
    await using _ = bench
    const day = '2026-07-18'
    for (const times of [1n, 2n, 5n]) {
      world.change(day, times)
      world.count(day, `${times}.5`)
      await bench.pull()
      expect((await bench.state.get(progressKey('gads', 'spend', berlin.id)))?.value).toMatchObject({
        cursor: '2026-07-19',
      })
      bench.clock.time += 60_000
    }
    expect(await costOf(bench, day)).toBe(world.total(berlin.id, day))
    const counted = (await bench.rows('ad_conversion')).filter(({ date }) => date === day)
    expect(counted).toMatchObject([{ conversions: 5.5, goal: 'Заявка', model: 'click_date' }])
    const landed = (await bench.lake.list('raw/')).filter(({ key }) => key.includes('conversions.'))
    expect(landed.length).toBe(3)
  })

  it.each([
    ['in the first run of a week', 7, '', true],
    ['not twice a week', 6, '', false],
    ['not where the window is the user’s own', 7, '\nwindows: {spend: 10}', false],
  ])('money given back after ten days is found %s', async (_name, days, rest, isFound) => {
    const world = googleAdsWorld()
    const bench = await openBench(
      { ...googleAdsSetting, yaml: (url) => googleAdsSetting.yaml(url) + rest },
      world.answer,
    )
    await using _ = bench
    const day = '2026-07-08'
    await bench.pull()
    const before = await costOf(bench, day)
    world.change(day, 3n)
    // From Monday to Sunday, or to the next Monday.
    bench.clock.time += days * 86_400_000
    await bench.pull()
    expect(await costOf(bench, day)).toBe(isFound ? world.total(berlin.id, day) : before)
  })

  it.each([
    ['30', '', '2026-04-20', false],
    ['60', '', '2026-04-20', true],
    ['60', '\nwindows: {conversions: 10}', '2026-04-20', false],
    ['90', '', '2026-06-01', false],
  ])(
    'an action with %s days makes clicks from long ago be read again%s (since %s): %s',
    async (days, rest, since, isRead) => {
      const world = googleAdsWorld()
      const yaml = (url: string) => `${googleAdsSetting.yaml(url).replace('2026-07-05', since)}${rest}`
      const bench = await openBench({ ...googleAdsSetting, yaml }, world.answer)
      await using _ = bench
      world.windows.days = days
      await bench.pull()
      world.count('2026-05-25', '9')
      bench.clock.time += 60_000
      await bench.pull()
      const counted = (await bench.rows('ad_conversion')).filter(({ date }) => date === '2026-05-25')
      expect(counted.some(({ conversions }) => conversions === 9)).toBe(isRead)
    },
  )
})

it('what changed before its window closed is found, though nobody has run it for three weeks since', async () => {
  const world = googleAdsWorld()
  const yaml = (url: string) => googleAdsSetting.yaml(url).replace('2026-07-05', '2026-04-20')
  const bench = await openBench({ ...googleAdsSetting, yaml }, world.answer)
  await using _ = bench
  world.windows.days = '60'
  await bench.pull()
  const day = '2026-05-25'
  world.change(day, 3n)
  world.count(day, '9')
  bench.clock.time += 21 * 86_400_000
  await bench.pull()
  expect(await costOf(bench, day)).toBe(world.total(berlin.id, day))
  const counted = (await bench.rows('ad_conversion')).filter(({ date }) => date === day)
  expect(new Set(counted.map(({ conversions }) => conversions))).toEqual(new Set([9]))
})

it('days that Google keeps no longer are not asked for: it would refuse the younger ones too', async () => {
  const world = googleAdsWorld()
  const yaml = (url: string) =>
    googleAdsSetting
      .yaml(url)
      .replace('2026-07-05', '2021-01-01')
      .replace('customer: 900-000-0001', `customer: 900-000-0001, only: [${berlin.id}], grain: campaign`)
  const bench = await openBench({ ...googleAdsSetting, yaml }, world.answer)
  await using _ = bench
  const kept = '2023-06-20'
  const tooOld = failure(400, 'dateRangeError', 'REQUESTED_DATE_GRANULARITY_NOT_SUPPORTED')
  bench.server.fault = ({ body }) => {
    const [, from = kept] = /BETWEEN '(\S+)'/.exec(body) ?? []
    return from < kept ? () => ({ status: 400, body: [tooOld] }) : undefined
  }
  const { summary } = await bench.pull()
  expect(summary.files.flatMap(({ problem }) => problem?.code ?? [])).toEqual([])
  expect(await costOf(bench, '2023-07-01')).toBe(world.total(berlin.id, '2023-07-01'))
})

it('a refused refresh token asks a person to authorise again', async () => {
  const { world, bench } = await opened()
  await using _ = bench
  bench.server.fault = ({ path }) =>
    path === '/token' ? () => ({ status: 400, body: { error: 'invalid_grant' } }) : undefined
  await expect(bench.pull()).rejects.toMatchObject({ name: 'ReauthoriseError', code: 'TOKEN_REFUSED' })
  bench.server.fault = () => undefined
  await bench.pull()
  expect(await costOf(bench, '2026-07-10')).toBe(world.total(berlin.id, '2026-07-10'))
})
