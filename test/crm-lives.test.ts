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

  it('a sale of Bitrix24 that was lost without a reason has none, though a verdict on it gives one', async () => {
    const life = [
      { act: 'create', seed: 1_874_662_747, wait: 12_602_000 },
      { act: 'accept', seed: 1_873_158_721, wait: 64_203_000 },
      { act: 'verdict', seed: 1_919_547_866, wait: 16_187_000 },
      { act: 'lose', seed: 1_076_217_756, wait: 103_000 },
    ]
    expect(await liveThrough(systems.bitrix24!, life, { withFresh: false })).toEqual([])
  })

  it('a planted bug is found: the date of a verdict is not read', async () => {
    const { amocrm } = systems
    const spoilt = { ...amocrm, yaml: () => amocrm.yaml(new Set(['verdict_at'])) }
    expect(await liveThrough(spoilt, drawLife(amocrm, 1, 30), { withFresh: false })).not.toEqual([])
  })
})
