import { expect, it } from 'vitest'
import { killPulls } from './builders/pull-kill.ts'
import { killPlatforms } from './builders/pull-kill-platforms.ts'
import { seeded } from './kill/lake-kills.ts'

it('a pull that is killed and run again leaves what an undisturbed one leaves', { timeout: 120_000 }, async () => {
  const tally = await killPulls('toy', killPlatforms.toy!, { kills: 10, random: seeded(7) })
  expect(tally).toMatchObject({ kills: 10, wrong: [] })
})
