import { expect, it } from 'vitest'
import { killPlatforms } from '../builders/pull-kill-platforms.ts'
import { pullSpoilt } from '../builders/pull-mutations.ts'

const payloads = Number(process.env.TORTURE_PAYLOADS ?? 10_000)
const six = ['yandex_direct', 'yandex_metrika', 'amocrm', 'bitrix24', 'google_ads', 'ga4']

it.each(six)(`%s: ${payloads} spoilt payloads`, { timeout: 3_600_000 }, async (name) => {
  const tally = await pullSpoilt(killPlatforms[name]!, payloads)
  console.log(name, JSON.stringify(tally))
  expect(tally.wrong).toEqual([])
  expect(tally.received).toBeGreaterThan(payloads / 10)
  expect(tally.grownMb).toBeLessThan(64)
})
