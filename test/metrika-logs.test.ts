import { describe, expect, it } from 'vitest'
import type { Pulled } from '#ingest/pull/pull.ts'
import { openBench } from './builders/test-source-run.ts'
import { metrikaSetting, metrikaWorld } from './platforms/yandex-metrika.ts'
import type { Reply } from './replay-server/server.ts'

const hourMs = 3_600_000

async function opened(rest = '') {
  const world = metrikaWorld()
  const setting = { ...metrikaSetting, yaml: (url: string) => metrikaSetting.yaml(url) + rest }
  return { world, bench: await openBench(setting, world.answer) }
}

const problems = ({ summary }: Pulled) => summary.files.flatMap(({ problem }) => problem?.code ?? [])

describe('a log of several parts', () => {
  it('becomes one table without a header row inside, with every id to the last digit', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    const { summary } = await bench.pull()
    expect(summary.total).toMatchObject({ good: 19 * 4, quarantined: 0 })
    const rows = await bench.rows('visit')
    expect(rows).toHaveLength(19 * 4)
    expect(rows.map(({ visit_id }) => visit_id)).toContain('44147844.2026.9223372036854782819')
    expect(rows[0]).toMatchObject({ device: 'phone', region: 'Yekaterinburg', is_bounce: false, click_kind: 'yclid' })
    expect(world.logs.alive()).toEqual([])
  })

  it('has its times in UTC+3, whatever the fields are called and wherever the counter is', async () => {
    const { bench } = await opened()
    await using _ = bench
    await bench.pull()
    const visit = (await bench.rows('visit')).find(({ visit_id }) => String(visit_id).endsWith('2859'))
    expect(visit?.started_at).toBe(Date.UTC(2026, 6, 5, 7, 30))
    const goal = (await bench.rows('visit_goal')).find(({ visit_id }) => String(visit_id).endsWith('2859'))
    expect(goal).toMatchObject({ goal: '51000000', reached_at: Date.UTC(2026, 6, 5, 7, 30, 30), currency: 'RUB' })
    expect(goal?.value_micros).toBe(1500n * 1_000_000n)
  })

  it('is asked for without today, on the days of the counter', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    // 23:30 in UTC is the 21st in Yekaterinburg already.
    bench.clock.time = Date.UTC(2026, 6, 20, 23, 30)
    await bench.pull()
    expect(world.logs.requests.map(({ date1, date2 }) => [date1, date2])).toEqual([['2026-07-01', '2026-07-20']])
  })
})

describe('a part without so much as a header', () => {
  const pulled = async (size: number) => {
    const { world, bench } = await opened()
    await using _ = bench
    world.logs.partSize = size
    bench.server.fault = ({ path }) => (path.endsWith('/download') ? () => ({ body: '' }) : undefined)
    const found = problems(await bench.pull())
    return { found, rows: await bench.rows('visit'), files: Object.keys(await bench.records()).length }
  }

  it('is one of nothing, if Metrika says so', async () => {
    expect(await pulled(0)).toEqual({ found: [], rows: [], files: 19 * 2 })
  })

  it('is else one cut short, which no day is emptied by', async () => {
    expect(await pulled(1000)).toEqual({ found: ['PART_CUT_SHORT'], rows: [], files: 0 })
  })
})

describe('a log that is too much for once', () => {
  it('is split as far as Metrika says', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    world.logs.most = 3
    expect(problems(await bench.pull())).toEqual([])
    expect(await bench.rows('visit')).toHaveLength(19 * 4)
    for (const { date1, date2 } of world.logs.requests)
      expect(Number(date2.slice(8)) - Number(date1.slice(8))).toBeLessThan(3)
  })

  it('is split by its size, and cleaned before that', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    world.logs.partSize = 40 << 20
    expect(problems(await bench.pull())).toEqual([])
    expect(await bench.rows('visit')).toHaveLength(19 * 4)
    expect(world.logs.alive()).toEqual([])
    expect(world.logs.requests.at(-1)).toMatchObject({ date1: '2026-07-19', date2: '2026-07-19' })
  })

  it('of one day is refused before it is downloaded', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    world.logs.partSize = 50 << 20
    expect(problems(await bench.pull())).toEqual(['DAY_TOO_LARGE'])
    expect(bench.server.asked.filter(({ path }) => path.endsWith('/download'))).toEqual([])
    expect(world.logs.alive()).toEqual([])
  })

  it('says what is in the way when not even a day is possible; sums stand in', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    world.logs.most = 0
    expect(problems(await bench.pull())).toEqual(['NO_ROOM_FOR_LOGS'])
    expect((await bench.rows('traffic')).reduce((sum, { sessions }) => sum + Number(sessions), 0)).toBe(19 * 4)
  })

  it('goes on inside a part after a broken line, and holds no more than a few pieces', async () => {
    const { world, bench } = await opened('windows: {}\n')
    await using _ = bench
    world.logs.linesOf = (log) =>
      Array.from({ length: 900 }, (_, i) => line(log.fields, { visitID: String(i + 1), date: '2026-07-05' }))
    let cut = 0
    bench.server.fault = ({ path }) =>
      path.endsWith('/part/1/download') && ++cut <= 2
        ? (reply) => ({ ...reply, wire: { cutAt: 0.6, slowMs: 60 } })
        : undefined
    expect(problems(await bench.pull())).toEqual([])
    expect(await bench.rows('visit')).toHaveLength(900)
    const raw = (await bench.lake.list('raw/')).filter(
      ({ key }) => key.includes('.visits.') || key.includes('/visits.'),
    )
    expect(raw.length).toBeGreaterThan(20)
    // Nothing was landed twice, so nothing had to be begun anew.
    expect(world.logs.requests).toHaveLength(1)
  })
})

const line = (fields: readonly string[], values: Record<string, string>) =>
  fields
    .map((field) => ({ dateTimeUTC: `${values.date} 10:00:00`, ...values })[field.replace('ym:s:', '')] ?? '')
    .join('\t')

describe('a log whose list of parts has a gap', () => {
  const lacking = (reply: Reply): Reply => {
    const body = structuredClone(reply.body) as { log_request?: { parts?: unknown[] } }
    body.log_request?.parts?.splice(1, 1)
    return { ...reply, body }
  }

  it.each([
    ['once: it is asked for anew', 1, []],
    ['always: the days stay as they were', 99, ['UNSTEADY']],
  ])('%s', async (_name, times, expected) => {
    const { world, bench } = await opened()
    await using _ = bench
    await bench.pull()
    const before = await bench.rows('visit')
    bench.clock.time += 86_400_000
    let left = times
    bench.server.fault = ({ method, path }) =>
      method === 'GET' && /logrequest\/\d+$/.test(path)
        ? (reply) => (hasParts(reply) && left-- > 0 ? lacking(reply) : reply)
        : undefined
    expect(problems(await bench.pull())).toEqual(expected)
    expect((await bench.rows('visit')).length).toBe(before.length + (times === 1 ? 4 : 0))
    expect(world.logs.alive().length).toBeLessThan(2)
  })
})

const hasParts = ({ body }: Reply) => JSON.stringify(body).includes('"parts"')

describe('a log that does not come', () => {
  it.each(['processing_failed', 'canceled', 'cleaned_by_user', 'cleaned_automatically_as_too_old'])(
    '%s once: it is asked for anew',
    async (fate) => {
      const { world, bench } = await opened()
      await using _ = bench
      world.logs.fates.push(fate)
      expect(problems(await bench.pull())).toEqual([])
      expect(await bench.rows('visit')).toHaveLength(19 * 4)
    },
  )

  it.each(['processing_failed', 'canceled'])('%s always: the pull ends and says so', async (fate) => {
    const { world, bench } = await opened()
    await using _ = bench
    world.logs.fates.push(...Array(20).fill(fate))
    expect(problems(await bench.pull())).toEqual([fate])
    expect(bench.server.asked.length).toBeLessThan(60)
    world.logs.fates.length = 0
    expect(problems(await bench.pull())).toEqual([])
    expect(await bench.rows('visit')).toHaveLength(19 * 4)
  })

  it('a status that nobody has heard of is no reason to wait', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    world.logs.fates.push('frozen')
    expect(problems(await bench.pull())).toEqual(['LOG_STATUS'])
    expect(bench.server.asked.length).toBeLessThan(12)
  })

  it('awaiting_retry for ever ends after half a day, and the log is cancelled', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    world.logs.fates.push(...Array(9).fill('awaiting_retry'))
    expect(problems(await bench.pull())).toEqual(['timed_out'])
    expect(bench.clock.time - metrikaSetting.now).toBeLessThan(3 * 13 * hourMs)
    expect(bench.server.asked.length).toBeLessThan(1300)
  })
})
