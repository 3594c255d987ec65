import { describe, expect, it } from 'vitest'
import { playHooks, truthOf } from './builders/pull-hooks.ts'
import { hookPlays } from './builders/pull-hooks-worlds.ts'
import { bundled } from './builders/pull-kill-bundle.ts'
import { isFull } from './builders/sample.ts'

type Engine = typeof import('./builders/pull-kill-engine.ts')
const { toy, amocrm } = hookPlays

describe('webhooks sent one to five times, shuffled, up to 72 h late, mixed with pulls', { timeout: 120_000 }, () => {
  it.each(['toy', 'amocrm'] as const)('%s: whatever the order, the rows are those of the system', async (name) => {
    const hooks = name === 'toy' ? 300 : 30
    for (const seed of isFull ? [1, 2, 3] : [1]) {
      const { rows, world, knocks } = await playHooks(hookPlays[name], { seed, hooks })
      expect(knocks).toBeGreaterThan(hooks)
      expect(rows).toEqual(await truthOf(hookPlays[name], world))
    }
  })

  it.each([0.3, 1])('%d of them dropped: the next pull recovers all', async (dropped) => {
    for (const [play, hooks] of [
      [toy, 300],
      [amocrm, 30],
    ] as const) {
      const { rows, world } = await playHooks(play, { seed: 4, hooks, dropped })
      expect(rows).toEqual(await truthOf(play, world))
    }
  })

  it('a planted bug is found: the cursor moved by a webhook', async () => {
    const { pullConnection } = (await import(await bundled('pull-kill-engine', 'cursor moved by a webhook'))) as Engine
    const { rows, world } = await playHooks(toy, { seed: 5, hooks: 300, dropped: 0.3, pull: pullConnection })
    expect(rows).not.toEqual(await truthOf(toy, world))
  })
})
