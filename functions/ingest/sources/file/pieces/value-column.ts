import { type Coded, codedConstant, codedNumbers, compact } from '#shared/parquet/coded.ts'
import type { Value } from '#shared/records/record.ts'
import type { RowReader } from '../values.ts'
import type { CellColumn, CellTable } from './cell-column.ts'
import type { PlainKind } from './number-column.ts'

/** A column of a record, and which columns of the file its values are made of. */
export interface ColumnReader {
  readonly name: string
  readonly uses: readonly number[]
  /** A cell that is a plain number is this number; NaN: an empty one is null. */
  readonly plain?: PlainKind | undefined
  readonly mayBeEmpty?: boolean
  /** Undefined: only the row as a whole can tell what is to be done. */
  readonly read: RowReader
}

/** Reads a column. A value that is made of one cell is read once for all its rows. Rows without an answer are marked odd. */
export function valueColumn(reader: ColumnReader, table: CellTable, odd: Uint8Array): Coded {
  const { uses, read } = reader
  const [only] = uses
  if (only === undefined) return constantColumn(read([]), table.rows, odd)
  const numbers = plainNumbers(reader, table.columns[only])
  if (numbers) return codedNumbers(numbers)
  return uses.length === 1 ? columnOfCells(read, only, table, odd) : columnOfRows(read, uses, table, odd)
}

/** Undefined where the cells have to be read one by one. */
function plainNumbers({ plain, mayBeEmpty }: ColumnReader, column: CellColumn | undefined): Float64Array | undefined {
  const numbers = plain && column?.numbers?.(plain)
  return numbers && !mayBeEmpty && numbers.some(Number.isNaN) ? undefined : numbers
}

function constantColumn(value: Value | undefined, rows: number, odd: Uint8Array): Coded {
  if (value === undefined) odd.fill(1)
  return value === null || value === undefined
    ? { distinct: [], codes: new Uint32Array(rows) }
    : codedConstant(compact(value), rows)
}

function columnOfCells(read: RowReader, at: number, { columns, rows }: CellTable, odd: Uint8Array): Coded {
  const { texts, codes: places } = columns[at]!
  const coder = valueCoder()
  const cells: string[] = Array(columns.length).fill('')
  const codes = new Uint32Array(rows)
  const ofTexts = new Uint32Array(texts.length)
  let isWhole = true
  for (let i = 0; i < texts.length; i++) {
    cells[at] = texts[i]!
    const code = coder.codeOf(read(cells))
    ofTexts[i] = code
    if (code === noAnswer) isWhole = false
  }
  for (let row = 0; row < rows; row++) codes[row] = ofTexts[places[row]!]!
  if (!isWhole) markOdd(codes, odd)
  return { distinct: coder.distinct(), codes }
}

function columnOfRows(read: RowReader, uses: readonly number[], { columns, rows }: CellTable, odd: Uint8Array): Coded {
  const coder = valueCoder()
  const cells: string[] = Array(columns.length).fill('')
  const codes = new Uint32Array(rows)
  const own = uses.map((at) => ({ at, texts: columns[at]!.texts, places: columns[at]!.codes }))
  for (let row = 0; row < rows; row++) {
    for (const { at, texts, places } of own) cells[at] = texts[places[row]!]!
    codes[row] = coder.codeOf(read(cells))
  }
  markOdd(codes, odd)
  return { distinct: coder.distinct(), codes }
}

const noAnswer = 0xffffffff

function markOdd(codes: Uint32Array, odd: Uint8Array): void {
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] !== noAnswer) continue
    codes[row] = 0
    odd[row] = 1
  }
}

function valueCoder() {
  const places = new Map<unknown, number>()
  return {
    codeOf(value: Value | undefined): number {
      if (value === null) return 0
      if (value === undefined) return noAnswer
      const key = compact(value)
      const known = places.get(key)
      if (known !== undefined) return known
      places.set(key, places.size + 1)
      return places.size
    },
    distinct: () => [...places.keys()],
  }
}
