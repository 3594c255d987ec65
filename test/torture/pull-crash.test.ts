import { describe, expect, it } from 'vitest'
import { crashEverywhere } from '../builders/pull-kill-crash.ts'
import { overtakeEverywhere } from '../builders/pull-kill-overtake.ts'
import { killPlatforms } from '../builders/pull-kill-platforms.ts'

/** Every so many-th operation. */
const step = Number(process.env.TORTURE_CRASH_STEP ?? 1)
const six = ['yandex_direct', 'yandex_metrika', 'amocrm', 'bitrix24', 'google_ads', 'ga4']

describe('before and after each operation of the stores', () => {
  it.each(six)('%s dies, and the next run makes it whole', { timeout: 3_600_000 }, async (name) => {
    const { crashes, wrong } = await crashEverywhere(killPlatforms[name]!, { step })
    console.log(`${name}: ${crashes} crashes, ${wrong.length} wrong`)
    expect(wrong).toEqual([])
  })

  it.each(six)('%s sleeps while a later run goes from begin to end', { timeout: 3_600_000 }, async (name) => {
    const { crashes, wrong } = await overtakeEverywhere(killPlatforms[name]!, { step })
    console.log(`${name}: ${crashes} naps, ${wrong.length} wrong`)
    expect(wrong).toEqual([])
  })
})
