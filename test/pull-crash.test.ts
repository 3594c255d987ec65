import { describe, expect, it } from 'vitest'
import { crashEverywhere } from './builders/pull-kill-crash.ts'
import { overtakeEverywhere } from './builders/pull-kill-overtake.ts'
import { killPlatforms } from './builders/pull-kill-platforms.ts'
import { isFull } from './builders/sample.ts'

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
