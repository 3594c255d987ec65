import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CodedUnit, hashUnit, sortCanonically } from '#ingest/units/canonical.ts'
import { codedUnit } from '#ingest/units/coded-unit.ts'
import { addRow, dayOf, emptyUnit } from '#ingest/units/unit.ts'
import type { Value } from '#shared/records/record.ts'

const unitOf = (rows: readonly Record<string, Value>[]): CodedUnit => {
  const unit = emptyUnit('spend', '2026-01-01')
  for (const row of rows) addRow(unit, row)
  return codedUnit(unit)
}
const hashOf = (rows: readonly Record<string, Value>[]) => {
  const unit = unitOf(rows)
  sortCanonically(unit)
  return hashUnit(unit)
}
const nameOr = fc.option(fc.constantFrom('a', 'b', 'ж'), { nil: null })
const row = fc.record({
  account: fc.constant('main'),
  campaign_name: nameOr,
  keyword: nameOr,
  clicks: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
  cost_micros: fc.bigInt({ min: -2n, max: 2n ** 60n }),
  vat_included: fc.option(fc.boolean(), { nil: null }),
})

describe('a unit', () => {
  it('has one hash and one order, however its rows came', () => {
    const shuffled = fc
      .array(row, { minLength: 1, maxLength: 12 })
      .chain((rows) =>
        fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })),
      )
    fc.assert(
      fc.property(shuffled, ([rows, other]) => {
        const [a, b] = [unitOf(rows), unitOf(other)]
        expect(sortCanonically(a)).toBe(sortCanonically(b))
        expect(a.columns).toEqual(b.columns)
        expect(hashUnit(a)).toBe(hashUnit(b))
      }),
    )
  })

  it('has another hash when any value differs', () => {
    const base = { account: 'main', campaign_name: 'a', keyword: null, clicks: 1, cost_micros: 5n }
    const others = [
      { ...base, campaign_name: null, keyword: 'a' },
      { ...base, campaign_name: 'A' },
      { ...base, clicks: null },
      { ...base, clicks: 0 },
      { ...base, cost_micros: 6n },
      { ...base, vat_included: false },
    ]
    const hashes = [base, ...others].map((one) => hashOf([one]))
    expect(new Set(hashes).size).toBe(hashes.length)
    expect(hashOf([base, base])).not.toBe(hashOf([base]))
  })

  it('counts rows that equal another one', () => {
    const one = { account: 'main', cost_micros: 1n }
    expect(sortCanonically(unitOf([one, { ...one, cost_micros: 2n }, one, one]))).toBe(2)
  })
})

describe('the day of a row', () => {
  it('is its date, the UTC day of its instant, or undated', () => {
    expect(dayOf('2026-03-01')).toBe('2026-03-01')
    expect(dayOf(Date.UTC(2026, 1, 28, 23, 59, 59, 999))).toBe('2026-02-28')
    expect(dayOf(-1)).toBe('1969-12-31')
    expect(dayOf(null)).toBe('undated')
  })
})
