import { createHash } from 'node:crypto'
import { type Coded, codedOf } from '#shared/parquet/coded.ts'
import type { ColumnKind } from '#shared/records/record.ts'
import type { Unit } from './unit.ts'

/** A unit whose columns are coded: what it takes to sort, hash and encode it, on any thread. */
export interface CodedUnit extends Pick<Unit, 'record' | 'day' | 'names' | 'kinds' | 'rows'> {
  readonly columns: Coded[]
}

export const codedUnit = ({ record, day, names, kinds, rows, columns }: Unit): CodedUnit => ({
  ...{ record, day, names, kinds, rows },
  columns: columns.map(codedOf),
})

const isConstant = ({ distinct, codes }: Coded): boolean =>
  distinct.length === 0 || (distinct.length === 1 && !codes.includes(0))

/** Comparisons of their own for texts and numbers: a shared one would be several times slower. */
function comparisonOf(distinct: readonly unknown[]): (a: number, b: number) => number {
  if (typeof distinct[0] === 'string') {
    const texts = distinct as readonly string[]
    return (a, b) => (texts[a]! < texts[b]! ? -1 : 1)
  }
  const rough = new Float64Array(distinct.length)
  for (let i = 0; i < rough.length; i++) rough[i] = Number(distinct[i])
  const exact = distinct as readonly bigint[]
  // Bigints that are the same as doubles may still differ.
  return (a, b) => rough[a]! - rough[b]! || (exact[a]! < exact[b]! ? -1 : 1)
}

/** Codes in the order of the values: they compare as the values do, and equal columns have equal codes. */
function ranked(column: Coded): Coded {
  const { distinct, codes } = column
  if (distinct.length < 2) return column
  const order = counted(distinct.length).sort(comparisonOf(distinct))
  const ranks = new Uint32Array(distinct.length + 1)
  for (let rank = 0; rank < order.length; rank++) ranks[order[rank]! + 1] = rank + 1
  const sorted: unknown[] = []
  for (const place of order) sorted.push(distinct[place])
  return { distinct: sorted, codes: picked(ranks, codes) }
}

/** 0, 1, 2 … */
function counted(count: number): Uint32Array {
  const numbers = new Uint32Array(count)
  for (let i = 0; i < count; i++) numbers[i] = i
  return numbers
}

/** For each place the value that stands there; typed arrays' own `map` is far slower. */
function picked(values: Uint32Array, places: Uint32Array): Uint32Array {
  const found = new Uint32Array(places.length)
  for (let i = 0; i < places.length; i++) found[i] = values[places[i]!]!
  return found
}

/** As many columns as fit go into one number: rows then mostly compare by two or three of them. */
function sortKeys(columns: readonly Coded[], rows: number): readonly Float64Array[] {
  const keys: Float64Array[] = []
  let size = Number.POSITIVE_INFINITY
  for (const { distinct, codes } of columns) {
    const width = distinct.length + 1
    if (size * width > Number.MAX_SAFE_INTEGER) {
      keys.push(new Float64Array(rows))
      size = 1
    }
    const key = keys.at(-1)!
    for (let i = 0; i < rows; i++) key[i] = key[i]! * width + codes[i]!
    size *= width
  }
  return keys
}

const comparison =
  (keys: readonly Float64Array[]) =>
  (a: number, b: number): number => {
    for (const key of keys) {
      const order = key[a]! - key[b]!
      if (order !== 0) return order
    }
    return 0
  }

/**
 * Orders the rows by their columns from left to right, so that neither the order of files nor of rows in them matters.
 * Answers how many rows are exact copies of another one.
 */
export function sortCanonically(unit: CodedUnit): number {
  const columns = unit.columns.map(ranked)
  const compare = comparison(
    sortKeys(
      columns.filter((column) => !isConstant(column)),
      unit.rows,
    ),
  )
  const order = counted(unit.rows).sort(compare)
  let copies = 0
  for (let i = 1; i < order.length; i++) if (compare(order[i - 1]!, order[i]!) === 0) copies++
  columns.forEach((column, at) => {
    const codes = isConstant(column) ? column.codes : picked(column.codes, order)
    unit.columns[at] = { distinct: column.distinct, codes }
  })
  return copies
}

const valuesText = ({ distinct }: Coded, kind: ColumnKind): string =>
  JSON.stringify(kind === 'money' ? distinct.map(String) : distinct)

/** The hash of a sorted unit: everything that its rows say, nothing about when they were read. */
export function hashUnit(unit: CodedUnit): string {
  const hash = createHash('sha256').update(`${unit.record} ${unit.day} ${unit.rows}`)
  unit.columns.forEach((column, i) => {
    const isSame = isConstant(column)
    hash.update(`\n${unit.names[i]} ${isSame ? 'all' : 'each'} ${valuesText(column, unit.kinds[i]!)}`)
    if (!isSame) hash.update(column.codes)
  })
  return hash.digest('hex')
}
