import { expect, it } from 'vitest'
import { offsetOf, pageEnd } from '#ingest/sources/pages-by-offset.ts'

it('a report read by offset goes on until all of its rows are there', () => {
  const second = { offset: 2, total: 3 }
  expect(pageEnd(null, 2, 3)).toEqual({ next: second, total: 3 })
  expect(offsetOf(second)).toBe(2)
  expect(pageEnd(second, 1, 3)).toEqual({ next: null, total: 3 })
  // Nobody counts: an empty page is the end.
  expect(pageEnd(null, 2, undefined).next).toEqual({ offset: 2, total: null })
  expect(pageEnd({ offset: 2, total: null }, 0, undefined).next).toBeNull()
})

it('rows that have moved between two pages make the slice be read again', () => {
  const { next, total } = pageEnd({ offset: 2, total: 3 }, 2, 4)
  expect(next).toBeNull()
  expect(total).toBeGreaterThan(1_000_000_000)
})

it('a pull that an earlier version has begun goes on', () => {
  expect(offsetOf(7)).toBe(7)
  expect(pageEnd(7, 2, 12)).toEqual({ next: { offset: 9, total: 12 }, total: 12 })
})
