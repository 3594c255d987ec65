import { expect, it } from 'vitest'
import { seeded } from './kill/lake-kills.ts'
import { killImports } from './kill/sync-kills.ts'

it('an import that is killed and run again leaves what an undisturbed one leaves', { timeout: 60_000 }, async () => {
  const tally = await killImports(5, seeded(3))
  expect(tally.wrong).toEqual([])
  expect(tally.kills).toBe(5)
})
