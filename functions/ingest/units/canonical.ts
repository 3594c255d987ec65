import { createHash } from 'node:crypto'
import type { Coded } from '#shared/parquet/coded.ts'
import { picked, ranked } from './ranked.ts'
import type { Unit } from './unit.ts'

/** A unit whose columns are coded: what it takes to sort, hash and encode it, on any thread. */
export interface CodedUnit extends Pick<Unit, 'record' | 'day' | 'names' | 'kinds' | 'rows'> {
  readonly columns: Coded[]
}

const isConstant = ({ distinct, codes }: Coded): boolean =>
  distinct.length === 0 || (distinct.length === 1 && !codes.includes(0))

/**
 * As many columns as fit go into one number: rows then mostly compare by two or three of them. The first one leaves room
 * for the number of the row.
 */
function sortKeys(columns: readonly Coded[], rows: number): readonly Float64Array[] {
  const keys = [new Float64Array(rows)]
  let size = rows
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

/** The rows in order. Numbers alone sort far faster than by a comparison: the first key goes with its row in one. */
function sortedRows([first, ...rest]: readonly Float64Array[], rows: number): Uint32Array {
  const packed = new Float64Array(rows)
  for (let i = 0; i < rows; i++) packed[i] = first![i]! * rows + i
  packed.sort()
  const order = new Uint32Array(rows)
  for (let i = 0; i < rows; i++) order[i] = packed[i]! % rows
  const compare = comparison(rest)
  for (let from = 0, to = 1; from < rows && rest.length > 0; from = to++) {
    while (to < rows && first![order[to]!] === first![order[from]!]) to++
    if (to - from > 1) order.subarray(from, to).sort(compare)
  }
  return order
}

/**
 * Orders the rows by their columns from left to right, so that neither the order of files nor of rows in them matters.
 * Answers how many rows are exact copies of another one.
 */
export function sortCanonically(unit: CodedUnit): number {
  const columns = unit.columns.map(ranked)
  const varying = columns.filter((column) => !isConstant(column))
  const keys = sortKeys(varying, unit.rows)
  const compare = comparison(keys)
  const order = sortedRows(keys, unit.rows)
  let copies = 0
  for (let i = 1; i < order.length; i++) if (compare(order[i - 1]!, order[i]!) === 0) copies++
  columns.forEach((column, at) => {
    const codes = isConstant(column) ? column.codes : picked(column.codes, order)
    unit.columns[at] = { distinct: column.distinct, codes }
  })
  return copies
}

/** What a column says, always in the same bytes: numbers as doubles, which takes a tenth of the time of their digits. */
const valuesOf = ({ distinct }: Coded): string | Uint8Array =>
  distinct.every((value) => typeof value === 'number')
    ? new Uint8Array(Float64Array.from(distinct).buffer)
    : JSON.stringify(distinct.map((value) => (typeof value === 'bigint' ? String(value) : value)))

/** The hash of a sorted unit: everything that its rows say, nothing about when they were read. */
export function hashUnit(unit: CodedUnit): string {
  const hash = createHash('sha256').update(`${unit.record} ${unit.day} ${unit.rows}`)
  unit.columns.forEach((column, i) => {
    const isSame = isConstant(column)
    const values = valuesOf(column)
    hash.update(`\n${unit.names[i]} ${isSame ? 'all' : 'each'} ${values.length} `).update(values)
    if (!isSame) hash.update(column.codes)
  })
  return hash.digest('hex')
}
