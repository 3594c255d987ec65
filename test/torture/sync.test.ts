import { expect, it } from 'vitest'
import { seeded } from '../kill/lake-kills.ts'
import { killImports } from '../kill/sync-kills.ts'

it('50 imports killed at random moments and run again', { timeout: 600_000 }, async () => {
  const tally = await killImports(50, seeded(50))
  console.log(`kills ${tally.kills}, midway ${tally.midway}, wrong ${tally.wrong.length}`)
  expect(tally.wrong).toEqual([])
  expect(tally.midway).toBeGreaterThan(5)
})
