import { expect, it } from 'vitest'
import { readBroken } from './builders/read-broken.ts'

it('100 generated broken files: no crash, every row is good or bad', async () => {
  const { good, bad, wrong } = await readBroken(20260701, 100)
  expect(wrong).toEqual([])
  expect(good).toBeGreaterThan(300)
  expect(bad).toBeGreaterThan(200)
})
