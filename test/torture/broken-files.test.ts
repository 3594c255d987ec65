import { expect, it } from 'vitest'
import { readBroken } from '../builders/read-broken.ts'

it('1,000 generated broken files: no crash, every row is good or bad', { timeout: 600_000 }, async () => {
  const { good, bad, wrong } = await readBroken(20261122, 1000)
  console.log(`good ${good}, bad ${bad}, wrong files ${wrong.length}`)
  expect(wrong).toEqual([])
})
