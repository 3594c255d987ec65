import { expect, it } from 'vitest'
import { isFull } from './builders/sample.ts'
import { seeded } from './kill/lake-kills.ts'
import { killImports } from './kill/sync-kills.ts'

const kills = isFull ? 5 : 3

it('an import that is killed and run again leaves what an undisturbed one leaves', { timeout: 60_000 }, async () => {
  const tally = await killImports(kills, seeded(3))
  expect(tally.wrong).toEqual([])
  expect(tally.kills).toBe(kills)
})
