import { expect, it } from 'vitest'
import { killPulls } from './builders/pull-kill.ts'
import { killPlatforms } from './builders/pull-kill-platforms.ts'
import { isFull } from './builders/sample.ts'
import { seeded } from './kill/lake-kills.ts'

const kills = isFull ? 10 : 4

it('a pull that is killed and run again leaves what an undisturbed one leaves', { timeout: 120_000 }, async () => {
  const tally = await killPulls('toy', killPlatforms.toy!, { kills, random: seeded(7) })
  expect(tally).toMatchObject({ kills, wrong: [] })
})
