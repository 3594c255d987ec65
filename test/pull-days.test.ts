import { describe, expect, it } from 'vitest'
import { replayConnection } from '#ingest/replay.ts'
import { directWith, isReport, onlySpend, periodOf } from './builders/direct-runs.ts'
import { type Bench, openBench } from './builders/test-source-run.ts'
import { ga4Setting, ga4World } from './platforms/ga4.ts'
import { directWorld } from './platforms/yandex-direct.ts'
import type { Asked, Reply } from './replay-server/server.ts'

const dayMs = 86_400_000
const denied: Reply = { status: 403, body: { error: { code: 403, status: 'PERMISSION_DENIED' } } }

async function opened() {
  const world = ga4World()
  const fate = { isBroken: false }
  const isSecondSlice = ({ path, body }: Asked) => path !== '/token' && body.includes('2026-07-15')
  const answer = (asked: Asked) => (fate.isBroken && isSecondSlice(asked) ? denied : world.answer(asked))
  return { world, fate, bench: await openBench(ga4Setting, answer) }
}

const sessionsOf = async (bench: Bench, day: string): Promise<number> =>
  (await bench.rows('traffic'))
    .filter(({ date }) => date === day)
    .reduce((sum, { sessions }) => sum + Number(sessions), 0)

describe('a day that was a day old when it was last read', () => {
  it.each([1, 2, 7, 10])('is read again after a pause of %s days', async (days) => {
    const { world, bench } = await opened()
    await using _ = bench
    await bench.pull()
    world.change('2026-07-19', 5)
    bench.clock.time += days * dayMs
    await bench.pull()
    expect(await sessionsOf(bench, '2026-07-19')).toBe((19 + 20 + 21) * 5)
  })
})

describe('after a night that broke off', () => {
  it('the next run reads what is left, and also the days that have come since', async () => {
    const { fate, bench } = await opened()
    await using _ = bench
    fate.isBroken = true
    await bench.pull()
    expect(await sessionsOf(bench, '2026-07-16')).toBe(0)
    fate.isBroken = false
    bench.clock.time += 3 * dayMs
    await bench.pull()
    for (const day of ['2026-07-16', '2026-07-22']) expect(await sessionsOf(bench, day)).toBeGreaterThan(0)
  })

  it.each([3, 30])(
    'by its deadline or by Ctrl-C, what it had read by then is read again %s days later',
    async (days) => {
      for (let requests = 1; requests < 30; requests++) {
        const { bench } = await opened()
        await using _ = bench
        const { done } = await bench.pull({ deadline: bench.clock.time + requests * 1000 })
        const tour = (await bench.state.get(`pull-run/${bench.connection.name}`))?.value
        if (done) throw new Error('no run was cut off between two resources')
        if (!JSON.stringify(tour ?? '').includes('traffic/')) continue
        bench.clock.time += days * dayMs
        await bench.pull()
        const yesterday = new Date(bench.clock.time - dayMs).toISOString().slice(0, 10)
        expect(await sessionsOf(bench, yesterday)).toBeGreaterThan(0)
        return
      }
    },
  )

  it('a wish that was cut off is brought to its end days later, and what has come since is read in the same run', async () => {
    const world = ga4World()
    await using bench = await openBench(ga4Setting, world.answer)
    await bench.pull()
    world.change('2026-07-03', 5)
    for (;;) {
      const { done } = await bench.pull({ since: '2026-07-01', deadline: bench.clock.time + 2000 })
      if (done) throw new Error('it was never cut off with a resource done')
      const tour = (await bench.state.get(`pull-run/${bench.connection.name}`))?.value
      if (JSON.stringify(tour ?? '').includes('traffic/')) break
    }
    bench.clock.time += 5 * dayMs
    const { done, summary } = await bench.pull()
    expect([done, summary.files.filter(({ name }) => name === 'traffic').length]).toEqual([true, 1])
    expect(await sessionsOf(bench, '2026-07-03')).toBe((3 + 4 + 5) * 5)
    expect(await sessionsOf(bench, '2026-07-24')).toBeGreaterThan(0)
  })

  it('a wish for older days is heard', async () => {
    const { world, fate, bench } = await opened()
    await using _ = bench
    fate.isBroken = true
    await bench.pull()
    world.change('2026-07-03', 5)
    fate.isBroken = false
    await bench.pull({ since: '2026-07-02' })
    expect(await sessionsOf(bench, '2026-07-03')).toBe((3 + 4 + 5) * 5)
  })
})

it('days that a clock a year ahead has settled are read again by a full refresh, and those after them too', async () => {
  const { world, bench } = await opened()
  await using _ = bench
  const today = bench.clock.time
  bench.clock.time += 365 * dayMs
  await bench.pull()
  bench.clock.time = today + dayMs
  expect((await bench.pull()).warnings.map(({ en }) => en).join()).toContain('--full-refresh')
  await bench.pull({ fullRefresh: true })
  bench.clock.time += 3 * dayMs
  world.change('2026-07-23', 5)
  expect((await bench.pull()).warnings).toEqual([])
  expect(await sessionsOf(bench, '2026-07-23')).toBe((23 + 24 + 25) * 5)
})

describe('a connection without a first day of its own', () => {
  it('leaves no day out after a pause that is longer than its first look back', async () => {
    const world = ga4World()
    const yaml = (url: string) => ga4Setting.yaml(url).replace(/^since: .*$/m, '')
    const bench = await openBench({ ...ga4Setting, yaml }, (asked) => world.answer(asked))
    await using _ = bench
    await bench.pull()
    world.change('2026-07-19', 5)
    bench.clock.time += 120 * dayMs
    await bench.pull()
    expect(await sessionsOf(bench, '2026-07-19')).toBe((19 + 20 + 21) * 5)
    expect(await sessionsOf(bench, '2026-07-23')).toBeGreaterThan(0)
  })
})

describe('a run over days that the system keeps no longer', () => {
  const begun = { from: '2015-01-01', to: '2015-01-07' }
  it.each([
    [
      'with its first days asked for',
      { slice: begun, pages: [], offset: 0, next: null, memo: null, startedAt: 1, complete: false },
    ],
    ['with nothing asked for', null],
  ])('goes on with those that it keeps (%s)', async (_name, open) => {
    const world = directWorld({ polls: () => 0 })
    const answer = (asked: Asked) =>
      isReport(asked) && periodOf(asked)[0] < '2023'
        ? { status: 400, body: { error: { error_code: 4000 } } }
        : world.answer(asked)
    const setting = directWith('level: campaign', onlySpend)
    const bench = await openBench({ ...setting, now: Date.UTC(2026, 6, 20, 9) }, answer)
    await using _ = bench
    const run = { from: '2015-01-01', to: '2023-07-25', done: null, startedAt: 1 }
    const standing = { era: 0, sequence: 0, cursor: null, run, open, ranAt: null, resumeAt: null, recent: [] }
    await bench.state.putIf('pull/direct/spend/-', standing, undefined)
    const { summary } = await bench.pull()
    expect(summary.files.flatMap(({ problem }) => problem?.code ?? [])).toEqual([])
    expect(new Set((await bench.rows('spend')).map(({ date }) => date))).toContain('2026-07-19')
  })
})

describe('days of which not one row can be read', () => {
  it('keep what was read before, say so, and are replaced once they can be read', async () => {
    const world = ga4World()
    let isSpoilt = false
    const spoilt = (body: unknown) =>
      JSON.parse(JSON.stringify(body).replaceAll(/("metricValues":\[\{"value":)"[^"]*"/g, '$1"many"')) as object
    const bench = await openBench(ga4Setting, (asked) => {
      const reply = world.answer(asked)
      return isSpoilt && reply.body ? { ...reply, body: spoilt(reply.body) } : reply
    })
    await using _ = bench
    await bench.pull()
    const before = await sessionsOf(bench, '2026-07-19')
    expect(before).toBeGreaterThan(0)
    isSpoilt = true
    const { summary, warnings } = await bench.pull()
    expect(summary.total.quarantined).toBeGreaterThan(0)
    expect(await sessionsOf(bench, '2026-07-19')).toBe(before)
    expect(warnings.map(({ en }) => en).join()).toContain('what was read before stays')
    await replayConnection(bench.rt, ga4Setting.source, bench.connection)
    expect(await sessionsOf(bench, '2026-07-19')).toBe(before)
    isSpoilt = false
    world.change('2026-07-19', 2)
    await bench.pull()
    expect(await sessionsOf(bench, '2026-07-19')).toBe(before * 2)
  })
})
