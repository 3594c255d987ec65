import { type Coded, codedOf } from '#shared/parquet/coded.ts'
import type { Value } from '#shared/records/record.ts'
import type { CodedUnit } from './canonical.ts'
import type { Unit } from './unit.ts'

/** The columns of a unit, from its rows and its parts of batches. */
export function codedUnit({ record, day, names, kinds, rows, columns, parts }: Unit): CodedUnit {
  const own = columns.map((values) => codedOf(values))
  if (parts.length === 0) return { record, day, names, kinds, rows, columns: own }
  const pieces = own.map((column, i) => [
    ...(column.codes.length > 0 ? [{ column, rows: undefined }] : []),
    ...parts.map((part) => ({ column: part.columns[i]!, rows: part.rows })),
  ])
  return { record, day, names, kinds, rows, columns: pieces.map((some) => gathered(some, rows)) }
}

interface Piece {
  readonly column: Coded
  /** undefined: all of them. */
  readonly rows: Uint32Array | undefined
}

/** For the codes of one piece: what they are in the whole column; 0 where not known yet. */
let known = new Uint32Array(1 << 12)

/** One column of several pieces of others, with just the values that stand in it. */
function gathered(pieces: readonly Piece[], count: number): Coded {
  const most = pieces.reduce((size, { column }) => Math.max(size, column.distinct.length), 0)
  if (known.length <= most) known = new Uint32Array(most * 2)
  return pieces.length === 1 ? gatheredFromOne(pieces[0]!, count) : gatheredFromMany(pieces, count)
}

const rowOf = (rows: Uint32Array | undefined, i: number): number => (rows ? rows[i]! : i)

/** The values keep their order: those of batches are sorted already. */
function gatheredFromOne({ column, rows }: Piece, count: number): Coded {
  const codes = new Uint32Array(count)
  for (let i = 0; i < count; i++) {
    codes[i] = column.codes[rowOf(rows, i)]!
    known[codes[i]!] = 1
  }
  known[0] = 0
  const distinct: unknown[] = []
  for (let code = 1; code <= column.distinct.length; code++)
    if (known[code] !== 0) known[code] = distinct.push(column.distinct[code - 1])
  for (let i = 0; i < count; i++) codes[i] = known[codes[i]!]!
  known.fill(0, 0, column.distinct.length + 1)
  return { distinct, codes }
}

/** A value of several pieces is found again by what it is. */
function gatheredFromMany(pieces: readonly Piece[], count: number): Coded {
  const codes = new Uint32Array(count)
  const places = new Map<unknown, number>()
  const place = (value: unknown): number => {
    const before = places.get(value)
    if (before === undefined) places.set(value, places.size + 1)
    return before ?? places.size
  }
  let at = 0
  for (const { column, rows } of pieces) {
    const met: number[] = []
    const length = rows?.length ?? column.codes.length
    for (let i = 0; i < length; i++, at++) {
      const code = column.codes[rowOf(rows, i)]!
      if (code === 0) continue
      if (known[code] === 0) {
        known[code] = place(column.distinct[code - 1])
        met.push(code)
      }
      codes[at] = known[code]!
    }
    for (const code of met) known[code] = 0
  }
  return { distinct: [...places.keys()], codes }
}

/** The rows of a part as values, as rows that come one by one hold them. */
export function valuesOf({ distinct, codes }: Coded, rows: Uint32Array, isMoney: boolean): readonly Value[] {
  const values: Value[] = []
  for (const row of rows) {
    const code = codes[row]!
    const value = code === 0 ? null : (distinct[code - 1] as Value)
    values.push(isMoney && typeof value === 'number' ? BigInt(value) : value)
  }
  return values
}
