import { describe, expect, it } from 'vitest'
import { progressKey } from '#ingest/pull/progress.ts'
import { directWith, firstDays, sums } from './builders/direct-runs.ts'
import { openBench } from './builders/test-source-run.ts'
import { directSetting, directWorld } from './platforms/yandex-direct.ts'
import type { Asked, Reply } from './replay-server/server.ts'

describe('closed days move (pitfall 7)', () => {
  it('three readings of a day are in raw, the last one in the records; the cursor stays before today', async () => {
    const world = directWorld({ polls: () => 0 })
    const bench = await openBench(directWith('level: campaign', 'resources: [spend]'), world.answer)
    await using _ = bench
    for (let i = 0; i < 3; i++) {
      await bench.pull()
      expect((await sums(bench)).get('shop 2026-07-18 RUB')).toBe(world.tables.total('shop', '2026-07-18', false))
      world.restate('2026-07-18', bench.clock.time)
      bench.clock.time += 3_600_000
    }
    const stored = await bench.state.get(progressKey('direct', 'spend', ''))
    expect(stored?.value).toMatchObject({ cursor: '2026-07-19' })
    expect((await bench.lake.list('raw/')).length).toBe(5)
  })

  it('is heard of by changes.check: read again from the day that is named, and no more', async () => {
    const world = directWorld({ polls: () => 0 })
    const bench = await openBench(directWith('level: campaign', 'resources: [spend]'), world.answer)
    await using _ = bench
    await bench.pull()
    expect(world.seen.timestamps).toEqual([])
    bench.clock.time += 86_400_000
    world.restate('2026-07-05', bench.clock.time - 1000)
    world.restate('2026-06-01', bench.clock.time - 1000)
    world.restate('2026-07-03', directSetting.now - 7_200_000)
    const [before, asked] = [await bench.records(), bench.server.asked.length]
    await bench.pull()
    expect(world.seen.timestamps).toEqual(['2026-07-20T08:00:01Z'])
    // June was never wanted.
    expect(firstDays(bench.server.asked.slice(asked))[0]).toBe('2026-07-01')
    const after = await bench.records()
    const changed = Object.keys(after).filter((key) => after[key] !== before[key])
    expect(changed.map((key) => /\d{4}-\d\d-\d\d/.exec(key)![0]).sort()).toEqual([
      '2026-07-03',
      '2026-07-05',
      '2026-07-20',
    ])
    // Once more, for their clock is not ours; then it is history.
    for (const first of ['2026-07-15', '2026-07-19']) {
      bench.clock.time += 86_400_000
      await bench.pull()
      expect(firstDays(bench.server.asked).at(-1)).toBe(first)
    }
  })
})

describe('campaigns that changes.check had no room for', () => {
  const pulled = async (room: number) => {
    const world = directWorld({ polls: () => 0 })
    const asked: number[][] = []
    const answer = (one: Asked): Reply => {
      if (!one.path.endsWith('/changes')) return world.answer(one)
      const ids = JSON.parse(one.body).params.CampaignIds as number[]
      asked.push(ids)
      const Modified = ids.slice(0, room).includes(3)
        ? { CampaignsStat: [{ CampaignId: 3, BorderDate: '2026-07-06' }] }
        : {}
      return { body: { result: { Modified, Unprocessed: { CampaignIds: ids.slice(room) }, NotFound: {} } } }
    }
    const bench = await openBench(directWith('level: campaign', 'resources: [spend]'), answer)
    await using _ = bench
    await bench.pull()
    bench.clock.time += 86_400_000
    const before = bench.server.asked.length
    await bench.pull()
    return { asked, first: firstDays(bench.server.asked.slice(before))[0] }
  }

  it('are asked for again', async () => {
    expect(await pulled(1)).toEqual({ asked: [[1, 2, 3], [2, 3], [3]], first: '2026-07-06' })
  })

  it('are left when that becomes no less', async () => {
    expect(await pulled(0)).toEqual({ asked: [[1, 2, 3]], first: '2026-07-17' })
  })
})

describe('goals', () => {
  it('have a window of their own, and go ten to a report', async () => {
    const goals = Array.from({ length: 11 }, (_, i) => i + 1)
    const world = directWorld()
    const bench = await openBench(directWith(`goals: [${goals}]`, 'resources: [conversions]'), world.answer)
    await using _ = bench
    expect(await bench.pullInSteps(1)).toBeGreaterThan(2)
    const rows = await bench.rows('ad_conversion')
    expect(rows).toHaveLength(19 * 3 * 11)
    expect(new Set(rows.map(({ goal }) => goal))).toEqual(new Set(goals.map(String)))
    bench.clock.time += 10 * 86_400_000
    const asked = bench.server.asked.length
    await bench.pull()
    // Thirty days back would be the end of June: nothing before `since`.
    expect(firstDays(bench.server.asked.slice(asked))).toEqual(['2026-07-01', '2026-07-01'])
  })

  it('are read thirty days back, the cost four', async () => {
    const given = directWith('goals: [11], level: campaign')
    const yaml = (url: string) => given.yaml(url).replace('since: 2026-07-01', 'since: 2026-06-01')
    const bench = await openBench({ ...given, yaml }, directWorld({ polls: () => 0 }).answer)
    await using _ = bench
    await bench.pull()
    const asked = bench.server.asked.length
    bench.clock.time += 86_400_000
    await bench.pull()
    expect(firstDays(bench.server.asked.slice(asked))).toEqual(['2026-07-17', '2026-06-21'])
  })

  it('that nobody has named cost no request', async () => {
    const bench = await openBench(directWith('goals: []', 'resources: [conversions]'), directWorld().answer)
    await using _ = bench
    await bench.pull()
    expect(bench.server.asked).toEqual([])
  })
})
