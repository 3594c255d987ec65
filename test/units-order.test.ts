import { describe, expect, it } from 'vitest'
import { keyOf, sumByKey } from '#ingest/mapping/gather.ts'
import { to } from '#ingest/mapping/mapped.ts'
import { hashUnit, sortCanonically } from '#ingest/units/canonical.ts'
import { codedUnit } from '#ingest/units/coded-unit.ts'
import { mergeVersions } from '#ingest/units/merge.ts'
import { addRow, emptyUnit } from '#ingest/units/unit.ts'
import type { Value } from '#shared/records/record.ts'

describe('a unit with many different values in many columns', () => {
  /** Each column has as many values as there are rows: more combinations than a number can count. */
  const rows = Array.from({ length: 700 }, (_, i) => {
    const text = (step: number) => `t${(i * step) % 700}`
    return {
      ...{ account: 'main', date: '2026-01-01', campaign_id: text(1), campaign_name: text(3), ad_group_id: text(9) },
      ...{ ad_group_name: text(11), ad_id: text(13), ad_name: text(17), keyword: text(19), clicks: i },
    } satisfies Record<string, Value>
  })
  // The first columns tell pairs of rows apart by their last ones only.
  const pairs = rows.map((row, i) => ({ ...rows[i - (i % 2)]!, clicks: row.clicks }))
  const made = (given: readonly Record<string, Value>[]) => {
    const unit = emptyUnit('spend', '2026-01-01')
    for (const row of given) addRow(unit, row)
    const coded = codedUnit(unit)
    const copies = sortCanonically(coded)
    return { hash: hashUnit(coded), copies }
  }

  it('has one order, however its rows came, and counts its copies', () => {
    const turned = pairs.toReversed()
    const halves = [...pairs.slice(350), ...pairs.slice(0, 350)]
    expect(made(turned)).toEqual(made(pairs))
    expect(made(halves)).toEqual({ hash: made(pairs).hash, copies: 0 })
    expect(made([...pairs, ...turned]).copies).toBe(700)
  })
})

describe('of several versions of a row', () => {
  const merged = (versions: readonly (readonly [updated: number, rank: number, stage: string])[]) => {
    const unit = { ...emptyUnit('lead', '2026-01-01'), ranks: versions.map(([, rank]) => rank) }
    for (const [updated_at, , stage] of versions) addRow(unit, { lead_id: '1', updated_at, stage })
    mergeVersions(unit)
    return unit.columns[unit.names.indexOf('stage')]
  }

  it.each([
    [
      'the newest change',
      [
        [2, 0, 'a'],
        [1, 1, 'z'],
      ],
      'a',
    ],
    [
      'of one moment the latest reading',
      [
        [1, 1, 'a'],
        [1, 0, 'z'],
      ],
      'a',
    ],
    [
      'of one reading the greater row',
      [
        [1, 0, 'a'],
        [1, 0, 'b'],
      ],
      'b',
    ],
  ] as const)('%s stands', (_name, versions, stage) => {
    expect(merged(versions)).toEqual([stage])
    expect(merged(versions.toReversed())).toEqual([stage])
  })
})

describe('rows that share a key', () => {
  it('are those whose columns say the same, one by one', () => {
    const key = (a: string | null, b: string | null) => keyOf({ a, b }, ['a', 'b'])
    const all = [key('a', 'bc'), key('ab', 'c'), key('', 'abc'), key(null, 'abc'), key('-', 'abc'), key('1:a', '')]
    expect(new Set(all).size).toBe(all.length)
  })

  it('are added up to the same sum, in whatever order they came', () => {
    const values = [0.1, 1e16, 0.2, -1e16, 0.3, 7.7]
    const sumOf = (given: readonly number[]) =>
      sumByKey(
        given.map((conversions) =>
          to('ad_conversion', {
            account: 'a',
            date: '2026-01-01',
            campaign_id: '1',
            goal: 'g',
            model: 'm',
            conversions,
          }),
        ),
      )[0]!.row.conversions
    expect(sumOf(values.toReversed())).toBe(sumOf(values))
    expect(sumOf([0.3, 0.2, 0.1])).toBe(sumOf([0.1, 0.2, 0.3]))
  })
})
