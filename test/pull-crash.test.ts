import { describe, expect, it } from 'vitest'
import { crashEverywhere } from './builders/pull-kill-crash.ts'
import { overtakeEverywhere } from './builders/pull-kill-overtake.ts'
import { killPlatforms } from './builders/pull-kill-platforms.ts'
import { isFull } from './builders/sample.ts'
import type { toyWorld } from './platforms/toy.ts'

const { toy, google_ads } = killPlatforms
/** Every so many-th operation. */
const step = isFull ? 1 : 3

describe('a pull that dies before and after each operation of its stores', { timeout: 120_000 }, () => {
  it('is made whole by the next: nothing lost, doubled or torn', async () => {
    const { crashes, wrong } = await crashEverywhere(toy!, { step })
    expect(wrong).toEqual([])
    expect(crashes).toBeGreaterThan(100 / step)
  })
})

/** Many more pages than are noted one by one, and settled only in the end. */
function longPull() {
  const { setting, world } = toy!
  const leads = setting.source.resources.leads!
  const resources = { leads: { ...leads, window: { kind: 'cursor', by: 'time', overlapMs: 600_000 } as const } }
  return {
    setting: { ...setting, source: { ...setting.source, resources } },
    world: () => {
      const made = world() as ReturnType<typeof toyWorld> & ReturnType<typeof world>
      const [first] = made.leads
      const more = Array.from({ length: 700 }, (_, i) => ({ ...first!, id: `9000000000000000${String(i + 1000)}` }))
      made.leads.push(...more)
      return made
    },
  }
}

describe('a pull of very many pages that dies', { timeout: 120_000 }, () => {
  it('lands those again that were not noted, and is whole', async () => {
    const { crashes, wrong } = await crashEverywhere(longPull(), { step: isFull ? 11 : 151 })
    expect(wrong).toEqual([])
    expect(crashes).toBeGreaterThan(10)
  })
})

describe('a pull that sleeps while a later one goes from begin to end', { timeout: 120_000 }, () => {
  it('changes nothing when it wakes up', async () => {
    const { crashes, wrong } = await overtakeEverywhere(toy!)
    expect(wrong).toEqual([])
    expect(crashes).toBeGreaterThan(20)
  })

  it('does not put its older rows over a day that was restated since', async () => {
    const { crashes, wrong } = await overtakeEverywhere(google_ads!, { only: google_ads!.world().change() })
    expect(wrong).toEqual([])
    expect(crashes).toBeGreaterThan(0)
  })
})
