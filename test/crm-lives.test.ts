import { describe, expect, it } from 'vitest'
import { drawLife } from './builders/crm-lives/draw-life.ts'
import { liveThrough } from './builders/crm-lives/life.ts'
import { systems } from './builders/crm-lives/systems.ts'
import { isFull } from './builders/sample.ts'

describe('a month of a CRM, drawn by chance and read in every way', { timeout: 120_000 }, () => {
  it.each(Object.entries(systems))(
    '%s: its numbers are what happened, and what a first reading shows',
    async (_, system) => {
      for (const seed of isFull ? [1, 2, 3, 4, 5] : [1])
        expect(await liveThrough(system, drawLife(system, seed, 25)), `life ${seed}`).toEqual([])
    },
  )

  it('a planted bug is found: the date of a verdict is not read', async () => {
    const { amocrm } = systems
    const spoilt = { ...amocrm, yaml: () => amocrm.yaml(new Set(['verdict_at'])) }
    expect(await liveThrough(spoilt, drawLife(amocrm, 1, 30), { withFresh: false })).not.toEqual([])
  })
})
