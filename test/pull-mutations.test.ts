import { expect, it } from 'vitest'
import { killPlatforms } from './builders/pull-kill-platforms.ts'
import { pullSpoilt } from './builders/pull-mutations.ts'

const names = ['yandex_direct', 'yandex_metrika', 'amocrm', 'bitrix24', 'google_ads', 'ga4']

it.each(names)('%s: spoilt payloads, every row accounted for', { timeout: 60_000 }, async (name) => {
  const { wrong, quarantined, received } = await pullSpoilt(killPlatforms[name]!, 20)
  expect(wrong).toEqual([])
  expect(received).toBeGreaterThan(quarantined)
})
