import { describe, expect, it } from 'vitest'
import type { Pulled } from '#ingest/pull/pull.ts'
import { openBench } from './builders/test-source-run.ts'
import { metrikaSetting, metrikaWorld, refusal } from './platforms/yandex-metrika.ts'

const hourMs = 3_600_000

async function opened(rest = '') {
  const world = metrikaWorld()
  const setting = { ...metrikaSetting, yaml: (url: string) => metrikaSetting.yaml(url) + rest }
  return { world, bench: await openBench(setting, world.answer) }
}

const problems = ({ summary }: Pulled) => summary.files.flatMap(({ problem }) => problem?.code ?? [])

const line = (fields: readonly string[], values: Record<string, string>) =>
  fields
    .map((field) => ({ dateTimeUTC: `${values.date} 10:00:00`, ...values })[field.replace('ym:s:', '')] ?? '')
    .join('\t')

describe('what a dead run has left', () => {
  const dies = (bench: Awaited<ReturnType<typeof opened>>['bench'], when: (key: string) => boolean) => {
    const { put } = bench.lake
    const lake = {
      ...bench.lake,
      put: (...args: Parameters<typeof put>) => (when(args[0]) ? Promise.reject(new Error('killed')) : put(...args)),
    }
    return { ...bench.rt, lake }
  }

  it.each([
    ['while the first part was being landed', (key: string) => key.startsWith('raw/')],
    ['between download and load', (key: string) => key.startsWith('records/')],
  ])('is gone on with, and cleaned: %s', async (_, when) => {
    const { pullConnection } = await import('#ingest/pull/pull.ts')
    const { world, bench } = await opened()
    await using __ = bench
    await expect(pullConnection(dies(bench, when), metrikaSetting.source, bench.connection)).rejects.toThrow('killed')
    await bench.pull()
    expect(world.logs.requests).toHaveLength(1)
    expect(world.logs.requests[0]?.status).toBe('cleaned_by_user')
    expect(await bench.rows('visit')).toHaveLength(19 * 4)
  })

  it('is cleaned also when the process died after the last part and before cleaning', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    world.first = ({ path }) => (path.endsWith('/clean') ? { status: 500, body: '' } : undefined)
    expect(problems(await bench.pull())).toEqual(['HTTP_500'])
    expect(world.logs.alive()).toHaveLength(1)
    world.first = () => undefined
    const downloads = () => bench.server.asked.filter(({ path }) => path.endsWith('/download')).length
    const before = downloads()
    await bench.pull()
    expect(downloads()).toBe(before)
    expect(world.logs.alive()).toEqual([])
    expect(await bench.rows('visit')).toHaveLength(19 * 4)
  })

  it('may be cleaned by what a dead run had sent: that is no failure', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    world.first = ({ path }) => {
      if (!path.endsWith('/clean')) return undefined
      for (const log of world.logs.requests) log.status = 'cleaned_by_user'
      return { status: 500, body: '' }
    }
    await bench.pull()
    world.first = () => undefined
    expect(problems(await bench.pull())).toEqual([])
    expect(await bench.rows('visit')).toHaveLength(19 * 4)
  })

  it('is taken over when the answer to the asking was lost', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    bench.server.fault = ({ method, path }) =>
      method === 'POST' && path.endsWith('/logrequests') ? (reply) => ({ ...reply, body: '{"log_req' }) : undefined
    expect(problems(await bench.pull())).toEqual(['SHAPE'])
    bench.server.fault = () => undefined
    await bench.pull()
    expect(world.logs.requests).toHaveLength(1)
    expect(world.logs.alive()).toEqual([])
    expect(await bench.rows('visit')).toHaveLength(19 * 4)
  })

  it('is cleaned when nobody waits for it, and other programs keep theirs', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    await bench.pull()
    const [own] = world.logs.requests
    const left = { ...own!, date1: '2026-06-01', date2: '2026-06-02' }
    world.logs.requests.push(
      { ...left, request_id: 1, status: 'processed' },
      { ...left, request_id: 2, status: 'created', looks: -99 },
      { ...left, request_id: 3, status: 'processed', fields: ['ym:s:visitID'] },
      // Of the very days that are asked for next, but nobody knows how old.
      { ...own!, request_id: 4, status: 'processed', date1: '2026-07-16', date2: '2026-07-19' },
    )
    await bench.pull()
    expect(world.logs.requests.slice(1, 5).map(({ status }) => status)).toEqual([
      ...['cleaned_by_user', 'canceled', 'processed', 'cleaned_by_user'],
    ])
  })

  it('a log that vanished between two parts is read anew from its beginning', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    const second = () => bench.server.asked.some(({ path }) => path.endsWith('/part/1/download'))
    while (!second()) await bench.pull({ deadline: bench.clock.now() + 1000 })
    world.logs.requests[0]!.status = 'cleaned_automatically_as_too_old'
    expect(problems(await bench.pull())).toEqual([])
    expect(world.logs.requests).toHaveLength(2)
    expect(await bench.rows('visit')).toHaveLength(19 * 4)
  })
})

describe('what is read again', () => {
  it('D-1 to D-4 each day, and each Monday the days that have come of age', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    const asked: string[][] = []
    // Monday 20 July to Tuesday 28 July.
    for (let day = 20; day <= 28; day++) {
      bench.clock.time = Date.UTC(2026, 6, day, 9)
      await bench.pull()
      asked.push([world.logs.requests.at(-1)!.date1.slice(5), world.logs.requests.at(-1)!.date2.slice(5)])
    }
    expect(asked.slice(1, 7).map(([from]) => from)).toEqual(['07-17', '07-18', '07-19', '07-20', '07-21', '07-22'])
    // From D-28, but never before `since`.
    expect(asked.at(-2)).toEqual(['07-01', '07-26'])
    expect(asked.at(-1)).toEqual(['07-24', '07-27'])
  })

  it('a goal that moves to another month leaves nothing behind', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    bench.clock.time = Date.UTC(2026, 6, 20, 9)
    const goalAt = (at: string) => {
      world.logs.linesOf = (log) => [
        line(log.fields, { visitID: '1', date: '2026-07-18', goalsID: '[7]', goalsDateTime: `[\\'${at}\\']` }),
      ]
    }
    goalAt('2026-08-03 10:00:00')
    await bench.pull()
    goalAt('2026-07-18 10:00:00')
    await bench.pull()
    expect((await bench.rows('visit_goal')).map(({ reached_at }) => reached_at)).toEqual([Date.UTC(2026, 6, 18, 7)])
  })
})

describe('refusals', () => {
  it('a dead token (403) stops the connection until somebody authorises again', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    world.first = () => refusal(403, 'invalid_token')
    await expect(bench.pull()).rejects.toMatchObject({ name: 'ReauthoriseError' })
  })

  it('a missing right is told, and sums stand in', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    world.first = ({ path }) => (path.includes('logrequest') ? refusal(403, 'access_denied') : undefined)
    expect(problems(await bench.pull())).toEqual(['access_denied'])
    expect((await bench.rows('traffic')).length).toBeGreaterThan(0)
  })

  it.each(['Mars/One', '2026-02-30', '', ' 12 '])(
    'a zone %j that does not exist is told, and stops nothing',
    async (zone) => {
      const { world, bench } = await opened()
      await using _ = bench
      world.counter.time_zone_name = zone
      const pulled = await bench.pull()
      expect(problems(pulled)).toEqual([])
      expect(pulled.warnings.map(({ en }) => en).join()).toContain('Europe/Moscow is assumed')
      expect((await bench.rows('visit'))[0]?.started_at).toBe(Date.UTC(2026, 6, 1, 7, 30))
    },
  )

  it('a spent day ends the run; the next day goes on', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    world.first = ({ path }) => (path.endsWith('/download') ? refusal(429, 'quota_requests_by_uid') : undefined)
    const { resumeAt } = await bench.pull()
    expect(resumeAt).toBeGreaterThan(bench.clock.now())
    world.first = () => undefined
    bench.clock.time = resumeAt!
    await bench.pull()
    // The log that was ready, and one of the day that has come since.
    expect(await bench.rows('visit')).toHaveLength(20 * 4)
    expect(world.logs.requests).toHaveLength(2)
  })

  it('a part that stops in the middle of a line is not taken for the whole', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    world.logs.partSize = 20_000
    bench.server.fault = ({ path }) =>
      path.endsWith('/part/1/download') ? (reply) => ({ ...reply, body: String(reply.body).slice(0, 2000) }) : undefined
    expect(problems(await bench.pull())).toEqual(['PART_CUT_SHORT'])
    expect(await bench.rows('visit')).toEqual([])
    bench.server.fault = () => undefined
    await bench.pull()
    expect(await bench.rows('visit')).toHaveLength(19 * 4)
    expect(world.logs.requests).toHaveLength(1)
  })

  it('a processed log without its list of parts erases nothing', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    await bench.pull()
    const before = await bench.records()
    bench.clock.time += 24 * hourMs
    bench.server.fault = ({ path }) =>
      /logrequest\/\d+$/.test(path)
        ? (reply) => ({
            ...reply,
            body: { log_request: { ...(reply.body as { log_request: object }).log_request, parts: undefined } },
          })
        : undefined
    expect(problems(await bench.pull())).toEqual(['LOG_STATUS'])
    expect(await bench.records()).toEqual(before)
    expect(world.logs.requests.length).toBeGreaterThan(1)
  })
})
