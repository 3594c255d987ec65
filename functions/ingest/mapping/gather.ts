import { records } from '#shared/records/index.ts'
import type { Value } from '#shared/records/record.ts'
import type { Mapped } from './mapped.ts'

type Row = Mapped['row']

/** One text for what these columns say: different values never have the same. */
export function keyOf(row: Row, columns: readonly string[]): string {
  let key = ''
  for (const name of columns) {
    const value = row[name] ?? null
    const text = value === null ? '' : String(value)
    key += value === null ? '-' : `${text.length}:${text}`
  }
  return key
}

/** Rows that share their record's key become one: numbers are added, of texts the first that is said stays. */
export function sumByKey(mapped: readonly Mapped[]): readonly Mapped[] {
  const firsts = new Map<string, number>()
  const kept: Mapped[] = []
  const groups = new Map<number, Mapped[]>()
  for (const one of mapped) {
    const key = `${one.record} ${keyOf(one.row, records[one.record].key)}`
    const first = firsts.get(key)
    if (first === undefined) {
      firsts.set(key, kept.length)
      kept.push(one)
      continue
    }
    const group = groups.get(first) ?? [kept[first]!]
    group.push(one)
    groups.set(first, group)
  }
  for (const [place, group] of groups) kept[place] = summed(group)
  return kept
}

function summed(group: readonly Mapped[]): Mapped {
  const [first] = group
  const names = Object.keys(first!.row)
  const row = Object.fromEntries(names.map((name) => [name, total(group.map((one) => one.row[name] ?? null))]))
  return { ...first!, row }
}

function total(values: readonly Value[]): Value {
  const said = values.filter((value) => value !== null)
  if (said.every((value) => typeof value === 'bigint')) return said.length > 0 ? said.reduce((a, b) => a + b, 0n) : null
  // Ordered first: sums of fractions must not depend on the order in which the rows came.
  if (said.every((value) => typeof value === 'number')) return said.sort((a, b) => a - b).reduce((a, b) => a + b, 0)
  return said.toSorted()[0] ?? null
}
