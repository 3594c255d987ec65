import { describe, expect, it } from 'vitest'
import { playHooks, truthOf } from '../builders/pull-hooks.ts'
import { martsAfter } from '../builders/pull-hooks-marts.ts'
import { hookPlays } from '../builders/pull-hooks-worlds.ts'

const seeds = Number(process.env.TORTURE_HOOK_SEEDS ?? 200)
/** On disk each webhook waits for the disk. */
const diskHooks = Number(process.env.TORTURE_DISK_HOOKS ?? 10_000)
const { toy } = hookPlays

describe('10,000 webhooks sent one to five times, shuffled, up to 72 h late, mixed with pulls', () => {
  it(`${seeds} seeds: the rows of the system each time`, { timeout: 7_200_000 }, async () => {
    let knocks = 0
    let truth: object | undefined
    for (let seed = 0; seed < seeds; seed++) {
      const played = await playHooks(toy, { seed, hooks: 10_000 })
      truth ??= await truthOf(toy, played.world)
      knocks += played.knocks
      expect(played.rows).toEqual(truth)
    }
    console.log(`${seeds} seeds, ${knocks} knocks: identical`)
  })

  it('30 % of them dropped: the next pull recovers all', { timeout: 600_000 }, async () => {
    const { rows, world } = await playHooks(toy, { seed: 1, hooks: 10_000, dropped: 0.3 })
    expect(rows).toEqual(await truthOf(toy, world))
  })

  it(`10 seeds of ${diskHooks} on disk: byte-identical marts`, { timeout: 7_200_000 }, async () => {
    let first: object | undefined
    for (let seed = 0; seed < 10; seed++) {
      const marts = await martsAfter(toy, { seed, hooks: diskHooks })
      const hashes = Object.fromEntries(
        Object.entries(marts).map(([name, { sha256, rows }]) => [name, { sha256, rows }]),
      )
      first ??= hashes
      expect(hashes).toEqual(first)
      expect(marts.fct_leads?.rows).toBeGreaterThan(100)
    }
  })
})
