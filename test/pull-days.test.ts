import { describe, expect, it } from 'vitest'
import { type Bench, openBench } from './builders/test-source-run.ts'
import { ga4Setting, ga4World } from './platforms/ga4.ts'
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
