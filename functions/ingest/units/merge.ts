import { records } from '#shared/records/index.ts'
import type { Value } from '#shared/records/record.ts'
import type { Unit } from './unit.ts'

function compareValues(a: Value, b: Value): number {
  if (a === b) return 0
  if (a === null) return -1
  if (b === null) return 1
  return a < b ? -1 : 1
}

/** Compares two rows, given by number, column after column. */
const compareRows =
  (columns: readonly (readonly Value[])[]) =>
  (a: number, b: number): number => {
    for (const values of columns) {
      const order = compareValues(values[a]!, values[b]!)
      if (order !== 0) return order
    }
    return 0
  }

const columnOf = (unit: Unit, name: string) => unit.columns[unit.names.indexOf(name)]

/** Keeps one row per key: the newest updated_at, then the latest reading, then the greater row. Spend has no key: all stay. */
export function mergeVersions(unit: Unit): void {
  const keys = records[unit.record].key.map((name) => columnOf(unit, name)!)
  if (keys.length === 0 || !unit.ranks) return
  const updated = columnOf(unit, 'updated_at')
  const compare = compareRows(unit.columns)
  const isNewer = (a: number, b: number) => {
    const [newA, newB] = [Number(updated?.[a] ?? 0), Number(updated?.[b] ?? 0)]
    if (newA !== newB) return newA > newB
    const [rankA, rankB] = [unit.ranks![a]!, unit.ranks![b]!]
    return rankA === rankB ? compare(a, b) > 0 : rankA > rankB
  }
  const winners = new Map<string, number>()
  for (let i = 0; i < unit.rows; i++) {
    const key = JSON.stringify(keys.map((values) => values[i]))
    const best = winners.get(key)
    if (best === undefined || isNewer(i, best)) winners.set(key, i)
  }
  keep(unit, [...winners.values()])
}

function keep(unit: Unit, rows: readonly number[]): void {
  unit.columns.forEach((values, i) => {
    unit.columns[i] = rows.map((row) => values[row]!)
  })
  unit.rows = rows.length
}
