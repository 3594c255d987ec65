import type { RowBatch } from '#ingest/units/batch.ts'
import { recordNames } from '#ingest/units/unit.ts'
import { currencyCode } from '#shared/numbers/currency.ts'
import type { Coded } from '#shared/parquet/coded.ts'
import { records } from '#shared/records/index.ts'
import type { Column, ColumnKind, Value } from '#shared/records/record.ts'
import type { Expression, RecordMapping } from '../connection.ts'
import { columnsUsed } from '../expression-tree.ts'
import type { Compiler } from '../expressions.ts'
import { type Slot, slotsOf } from '../record-mapping.ts'
import type { CellTable } from './cell-column.ts'
import type { PlainKind } from './number-column.ts'
import { compileRowMask, type RowMask } from './row-mask.ts'
import { type ColumnReader, valueColumn } from './value-column.ts'

/** What one record makes of a table, row by row; `wanted` undefined: it wants all of them. */
export interface RecordColumns extends RowBatch {
  readonly wanted: Uint8Array | undefined
}

/**
 * Reads a record column by column. What concerns more than one column of a row (an error, an empty required value, a
 * currency beside an amount) is left to `compileRecord`: such rows are marked odd.
 */
export function compileRecordColumns(
  mapping: RecordMapping,
  compiler: Compiler,
): (table: CellTable, odd: Uint8Array) => RecordColumns {
  const { record } = mapping
  const isWanted: RowMask | undefined = compileRowMask(mapping.where ?? [], compiler.position)
  const readers = readersOf(mapping, compiler)
  return (table, odd) => ({
    record,
    rows: table.rows,
    wanted: isWanted?.(table),
    columns: readers.map((reader) => (reader ? valueColumn(reader, table, odd) : emptyColumn(table.rows))),
  })
}

const emptyColumn = (rows: number): Coded => ({ distinct: [], codes: new Uint32Array(rows) })

/** One for each column of the record; undefined where the connection says nothing about it. */
function readersOf(mapping: RecordMapping, compiler: Compiler): readonly (ColumnReader | undefined)[] {
  const columns: Readonly<Record<string, Column>> = records[mapping.record].columns
  const slots = new Map(slotsOf(mapping, compiler).map((slot) => [slot.name, slot]))
  const hasMoney = Object.values(columns).some(({ kind }) => kind === 'money') && 'currency' in columns
  return recordNames(mapping.record).map((name) => {
    const slot = slots.get(name)
    const isSettled = hasMoney && name === 'currency'
    const reader = slot && readerOf(slot, mapping, compiler, isSettled || !slot.required)
    if (isSettled) return currencyReader(reader, columns.currency!.required, compiler)
    return name === 'account' && !reader ? always(name, compiler.connection.account) : reader
  })
}

const always = (name: string, value: Value): ColumnReader => ({ name, uses: [], read: () => value })

function readerOf(
  { name, prefix, read }: Slot,
  { record, columns }: RecordMapping,
  compiler: Compiler,
  mayBeEmpty: boolean,
): ColumnReader {
  const { position, trace } = compiler
  const { kind }: Column = (records[record].columns as Readonly<Record<string, Column>>)[name]!
  const places = columnsUsed(columns[name]!).map(({ column }) => position(column))
  return {
    name,
    uses: [...new Set(places)].filter((at) => at >= 0),
    plain: isPlainNumber(columns[name]!, kind, compiler) ? kind : undefined,
    mayBeEmpty,
    read(cells) {
      trace.currency = undefined
      const value = read(cells)
      if (value === null) return mayBeEmpty ? null : undefined
      if (value === undefined || trace.currency !== undefined) return undefined
      return prefix === '' ? value : prefix + String(value)
    },
  }
}

/** One cell of a number: what is written plainly can be read without its text. */
function isPlainNumber(expression: Expression, kind: ColumnKind, { rules }: Compiler): kind is PlainKind {
  if (kind !== 'int' && kind !== 'money') return false
  if (typeof expression !== 'string' && !('column' in expression)) return false
  const own = typeof expression === 'string' ? undefined : expression.decimal
  return (own ?? rules.decimal) !== 'comma'
}

/** The row's own currency, else the connection's. */
function currencyReader(own: ColumnReader | undefined, required: boolean, { connection }: Compiler): ColumnReader {
  const usual = connection.currency ?? (required ? undefined : null)
  return {
    name: 'currency',
    uses: own?.uses ?? [],
    read(cells) {
      const mapped = own ? own.read(cells) : null
      if (mapped === null) return usual
      return typeof mapped === 'string' ? currencyCode(mapped) : undefined
    },
  }
}
