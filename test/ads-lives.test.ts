import { describe, expect, it } from 'vitest'
import type { Open } from './builders/ads-lives/life.ts'
import { livedWorlds, storyOf } from './builders/ads-lives/worlds.ts'
import { isFull } from './builders/sample.ts'

const seeds = isFull ? [1, 2, 3, 4, 5] : [2]

describe('random lives of accounts: the records are the ledger of the platform', { timeout: 120_000 }, () => {
  it.each(Object.keys(livedWorlds))('%s', async (name) => {
    for (const seed of seeds) expect(await storyOf(livedWorlds[name]!, { seed, steps: 18 })).toBeUndefined()
  })

  it('a platform that keeps a correction to itself is found out', async () => {
    const silent: Open = (clock, random) => {
      const world = livedWorlds.yandex_direct!(clock, random)
      const nothing = { body: { result: { Modified: {} } } }
      return { ...world, answer: (asked) => (asked.path.endsWith('/changes') ? nothing : world.answer(asked)) }
    }
    expect(await storyOf(silent, { seed: 1, steps: 18 })).toContain('spend ')
  })
})
