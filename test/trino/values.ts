import { trinoType } from '#aggregate/model.ts'
import type { ColumnKind, Value } from '#shared/records/record.ts'
import { quoteName, quoteText } from '#shared/sql/quote.ts'
import type { SqlResult, SqlRow, SqlValue, TableColumns } from '#shared/warehouse/warehouse.ts'
import type { Cell, TrinoAnswer } from './client.ts'

function integer(column: string, text: string): number | bigint {
  const small = Number(text)
  return column.endsWith('_micros') || !Number.isSafeInteger(small) ? BigInt(text) : small
}

/** A value of Trino as the warehouse port promises it. */
export function fromTrino(column: string, type: string, cell: Cell): SqlValue {
  if (cell === null || typeof cell === 'boolean') return cell
  if (Array.isArray(cell)) return cell.map((one: Cell) => fromTrino('', type.slice('array('.length, -1), one))
  if (/^(bigint|integer|smallint|tinyint)$/.test(type)) return integer(column, String(cell))
  if (/^(double|real|decimal)/.test(type)) return Number(cell)
  if (/^timestamp\(\d+\)$/.test(type)) return Date.parse(`${String(cell).replace(' ', 'T')}Z`)
  return typeof cell === 'string' ? cell : JSON.stringify(cell)
}

const withoutLength = (type: string): string => type.replaceAll(/varchar\(\d+\)/g, 'varchar')

export const toResult = ({ columns, rows }: TrinoAnswer, limit?: number): SqlResult => ({
  columns: columns.map(({ name, type }) => ({ name, type: withoutLength(type) })),
  rows: rows
    .slice(0, limit)
    .map(
      (row): SqlRow =>
        Object.fromEntries(columns.map(({ name, type }, at) => [name, fromTrino(name, type, row[at] ?? null)])),
    ),
})

const moment = (value: unknown): string => new Date(Number(value)).toISOString().replace('T', ' ').replace('Z', '')

const literals: Readonly<Record<ColumnKind, (value: NonNullable<Value>) => string>> = {
  id: (value) => quoteText(String(value)),
  text: (value) => quoteText(String(value)),
  date: (value) => `DATE ${quoteText(String(value))}`,
  instant: (value) => `TIMESTAMP ${quoteText(moment(value))}`,
  int: (value) => String(BigInt(value)),
  money: (value) => String(BigInt(value)),
  double: (value) => `DOUBLE ${quoteText(String(value))}`,
  bool: String,
}

type Row = Readonly<Record<string, Value>>

function rowOf(columns: TableColumns, row: Row): string {
  const cells = Object.entries(columns).map(([name, kind]) => {
    const value = row[name]
    return value === null || value === undefined ? 'NULL' : literals[kind](value)
  })
  return `(${cells.join(', ')})`
}

/** Typed rows as one SELECT over VALUES. */
export function selectRows(columns: TableColumns, rows: readonly Row[]): string {
  const names = Object.keys(columns).map(quoteName)
  const cast = (value: (name: string) => string) =>
    Object.entries(columns)
      .map(([name, kind]) => `CAST(${value(quoteName(name))} AS ${trinoType[kind]}) AS ${quoteName(name)}`)
      .join(', ')
  if (rows.length === 0) return `SELECT ${cast(() => 'NULL')} WHERE false`
  const values = rows.map((row) => rowOf(columns, row)).join(',\n')
  return `SELECT ${cast((name) => name)} FROM (VALUES ${values}) AS given(${names.join(', ')})`
}

export const ddlColumns = (columns: TableColumns): string =>
  Object.entries(columns)
    .map(([name, kind]) => `${quoteName(name)} ${trinoType[kind]}`)
    .join(', ')
