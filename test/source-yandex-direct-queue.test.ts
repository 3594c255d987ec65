import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { directWith, isReport, onlySpend, spendOf } from './builders/direct-runs.ts'
import { openBench } from './builders/test-source-run.ts'
import { directSetting, directWorld, refusal } from './platforms/yandex-direct.ts'
import type { Asked, Reply } from './replay-server/server.ts'

type Step = { readonly status: number; readonly headers?: Record<string, string> }

/** Each report goes through these statuses; the last one brings it. */
function scripted(steps: readonly Step[]) {
  const world = directWorld({ polls: () => 0 })
  const polls = new Map<string, number>()
  return (asked: Asked): Reply => {
    if (!isReport(asked)) return world.answer(asked)
    const step = polls.get(asked.body) ?? 0
    polls.set(asked.body, step + 1)
    const { status, headers } = steps[Math.min(step, steps.length - 1)]!
    return status === 200 ? { ...world.answer(asked), headers } : { status, headers, body: '' }
  }
}

/** As the platform, but a report takes its minutes. */
const slowly =
  (answer: (asked: Asked) => Reply) =>
  (asked: Asked): Reply => {
    const reply = answer(asked)
    return reply.status === 201 || reply.status === 202
      ? { ...reply, headers: { ...reply.headers, retryIn: '300' } }
      : reply
  }

describe('the offline queue (pitfall 1)', () => {
  const steps = [
    { status: 201, headers: { retryIn: 'soon' } },
    { status: 202, headers: { retryIn: '1' } },
    { status: 200 },
  ]

  it('is asked with one name and one body until the report is there', async () => {
    const { asked, problems, rows, bench } = await spendOf(scripted(steps))
    expect(problems).toEqual([])
    expect(rows).toEqual((await spendOf(directWorld({ polls: () => 0 }).answer)).rows)
    const hashes = asked.map(({ body }) => createHash('sha256').update(body).digest('hex'))
    expect(asked).toHaveLength(9)
    for (let i = 0; i < 9; i += 3) expect(new Set(hashes.slice(i, i + 3)).size).toBe(1)
    expect(new Set(asked.map(({ body }) => JSON.parse(body).params.ReportName)).size).toBe(3)
    // Empty answers never reach the parser: only whole reports are landed.
    expect((await bench.lake.list('raw/')).length).toBe(3)
    // Three unreadable waits of ten seconds, three of one, and the requests themselves.
    expect(bench.clock.time - directSetting.now).toBeGreaterThanOrEqual(33_000)
    expect(bench.clock.time - directSetting.now).toBeLessThan(60_000)
  })

  it('keeps the name when the run is cut off while it waits', async () => {
    const world = directWorld({ polls: () => 3 })
    const bench = await openBench(directWith('', onlySpend), world.answer)
    await using _ = bench
    expect(await bench.pullInSteps(1)).toBeGreaterThan(9)
    expect(new Set(world.seen.names).size).toBe(3)
  })

  it('never holds more than one of our reports, whoever they are for', async () => {
    const accounts = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`client-${i}`, {}]))
    const world = directWorld({ accounts, polls: () => 2 })
    const { problems } = await spendOf(world.answer, 'agency: true')
    expect(problems).toEqual([])
    expect(world.seen.mostQueued).toBe(1)
  })

  it('that never ends is waited for an hour, then by the next runs, under the same name', async () => {
    const world = directWorld({ polls: () => Number.POSITIVE_INFINITY })
    const bench = await openBench(directWith('goals: [11]'), slowly(world.answer))
    await using _ = bench
    const { done, summary } = await bench.pull()
    expect([done, summary.files.flatMap(({ problem }) => problem?.code ?? [])]).toEqual([true, ['REPORT_QUEUED']])
    expect(bench.clock.time - directSetting.now).toBeLessThan(2 * 3_600_000)
    for (let day = 0; day < 7; day++) {
      bench.clock.time += 86_400_000
      await bench.pull()
    }
    expect(new Set(world.seen.names).size).toBe(1)
    expect(await bench.records()).toEqual({})
  })

  it('is waited for as long as somebody waits: the time in which a run lay dead does not count', async () => {
    let polls = 20
    const world = directWorld({ polls: () => polls })
    const bench = await openBench(directWith('level: campaign', onlySpend), slowly(world.answer))
    await using _ = bench
    for (const hours of [0, 2, 3, 4]) {
      bench.clock.time += hours * 3_600_000
      await bench.pull({ deadline: bench.clock.now() + 400_000 })
    }
    bench.clock.time += 2 * 3_600_000
    polls = 10
    const { done, summary } = await bench.pull()
    expect([done, summary.files.flatMap(({ problem }) => problem?.code ?? [])]).toEqual([true, []])
    expect(await bench.rows('spend')).toHaveLength(19 * 3)
  })

  it('is waited for by the next run as long again', async () => {
    let polls = Number.POSITIVE_INFINITY
    const world = directWorld({
      polls: ({ SelectionCriteria: { DateFrom } }) => (DateFrom === '2026-07-01' ? polls : 0),
    })
    const bench = await openBench(directWith('level: campaign', onlySpend), slowly(world.answer))
    await using _ = bench
    await bench.pull()
    const asked = world.seen.names.length
    bench.clock.time += 3_600_000
    polls = asked + 5
    const { summary } = await bench.pull()
    expect(summary.files.flatMap(({ problem }) => problem?.code ?? [])).toEqual([])
    expect(await bench.rows('spend')).toHaveLength(19 * 3)
  })

  it('is waited for anew when the server has thrown the report away', async () => {
    let polls = (): number => Number.POSITIVE_INFINITY
    const world = directWorld({ polls: () => polls() })
    const bench = await openBench(directWith('level: campaign', onlySpend), slowly(world.answer))
    await using _ = bench
    await bench.pull()
    bench.clock.time += 86_400_000
    world.forget()
    polls = () => 2
    const { summary } = await bench.pull()
    expect(summary.files.flatMap(({ problem }) => problem?.code ?? [])).toEqual([])
    expect(await bench.rows('spend')).toHaveLength(20 * 3)
  })

  it('with no place left is asked again later', async () => {
    const world = directWorld()
    let refusals = 0
    const { problems, rows } = await spendOf((asked) =>
      isReport(asked) && refusals++ < 2 ? refusal(400, 9000) : world.answer(asked),
    )
    expect(problems).toEqual([])
    expect(rows).toEqual((await spendOf(directWorld().answer)).rows)
  })

  const shared = resolve(
    process.env.CONCORD_SHARED ?? resolve(import.meta.dirname, '../../shared'),
    'fixtures/yandex_direct',
  )
  for (const name of ['offline_poll_sequence.json', 'offline_poll_bad_retryin.json'])
    it.skipIf(!existsSync(shared))(`of ${name} ends in a report (needs ../shared)`, async () => {
      const given = JSON.parse(readFileSync(join(shared, name), 'utf8')) as Step[]
      const { problems, rows, asked } = await spendOf(scripted(given))
      expect(problems).toEqual([])
      expect(asked).toHaveLength(given.length * 3)
      expect(rows).toEqual((await spendOf(directWorld().answer)).rows)
    })
})
