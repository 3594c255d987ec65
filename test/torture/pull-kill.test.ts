import { describe, expect, it } from 'vitest'
import { type KillOptions, killPulls, overtakePulls } from '../builders/pull-kill.ts'
import { killBuilds, killDoors } from '../builders/pull-kill-others.ts'
import { killPlatforms } from '../builders/pull-kill-platforms.ts'
import { seeded } from '../kill/lake-kills.ts'

const six = ['yandex_direct', 'yandex_metrika', 'amocrm', 'bitrix24', 'google_ads', 'ga4']
/** Over the six. */
const kills = Number(process.env.TORTURE_PULL_KILLS ?? 1000)

describe(`${kills} pulls killed at random moments and run again: nothing lost, doubled or torn`, () => {
  it.each(six)('%s', { timeout: 3_600_000 }, async (name) => {
    const each = Math.ceil(kills / six.length)
    const tally = await killPulls(name, killPlatforms[name]!, { kills: each, random: seeded(each) })
    console.log(`${name}: ${tally.kills} kills, ${tally.midway} midway, ${tally.wrong.length} wrong`, ...tally.wrong)
    expect(tally.wrong).toEqual([])
    expect(tally.midway).toBeGreaterThan(each / 5)
  })
})

describe('the same kills find what is planted', () => {
  const plants = ['cursor before write', 'random keys', 'non-atomic write', '> on ties', 'unordered checkpoint']
  it.each(plants)('%s', { timeout: 3_600_000 }, async (plant) => {
    const tally = await killPulls('toy', killPlatforms.toy!, { kills: 300, random: seeded(5), plant, untilWrong: true })
    console.log(`${plant}: found at kill ${tally.kills}: ${tally.wrong[0]}`)
    expect(tally.wrong).toHaveLength(1)
  })

  const others = {
    'ack before landing': killDoors,
    'publish before checks': killBuilds,
    'unfenced commit': (options: KillOptions) => overtakePulls('google_ads', killPlatforms.google_ads!, options),
  }
  it.each(Object.entries(others))('%s', { timeout: 3_600_000 }, async (plant, kill) => {
    const sound = await kill({ kills: 20, random: seeded(6) })
    expect(sound.wrong).toEqual([])
    const tally = await kill({ kills: 150, random: seeded(6), plant, untilWrong: true })
    console.log(`${plant}: found at kill ${tally.kills}: ${tally.wrong[0]}; without it ${sound.kills} kills, 0 wrong`)
    expect(tally.wrong).toHaveLength(1)
  })
})
