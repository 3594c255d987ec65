import { describe, expect, it } from 'vitest'
import { drawLife } from '../builders/crm-lives/draw-life.ts'
import { liveThrough } from '../builders/crm-lives/life.ts'
import { shrink } from '../builders/crm-lives/shrink.ts'
import { systems } from '../builders/crm-lives/systems.ts'

const lives = Number(process.env.TORTURE_LIVES ?? 300)
const first = Number(process.env.TORTURE_FIRST_LIFE ?? 1000)
const length = Number(process.env.TORTURE_LIFE_LENGTH ?? 60)

describe(`${lives} lives of ${length} steps`, () => {
  it.each(Object.entries(systems))('%s: numbers are what happened', { timeout: 7_200_000 }, async (name, system) => {
    for (let seed = first; seed < first + lives; seed++) {
      const life = drawLife(system, seed, length)
      const wrong = await liveThrough(system, life)
      if (wrong.length === 0) continue
      const shortest = await shrink(life, async (steps) => (await liveThrough(system, steps)).length > 0)
      expect(await liveThrough(system, shortest), `life ${seed}: ${JSON.stringify(shortest)}`).toEqual([])
    }
    console.log(`${name}: ${lives} lives`)
  })
})
