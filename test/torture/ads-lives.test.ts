import { expect, it } from 'vitest'
import { livedWorlds, storyOf } from '../builders/ads-lives/worlds.ts'

const lives = Number(process.env.TORTURE_LIVES ?? 250)
/** Another first seed: other lives. */
const first = Number(process.env.TORTURE_SEED ?? 0)

it.each(Object.keys(livedWorlds))(`${lives} random lives of %s`, { timeout: 7_200_000 }, async (name) => {
  for (let seed = first; seed < first + lives; seed++) {
    expect(await storyOf(livedWorlds[name]!, { seed, steps: 40, isShrunk: true })).toBeUndefined()
  }
})
