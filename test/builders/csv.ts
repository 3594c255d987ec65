import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { ColumnKind, Value } from '#shared/records/record.ts'

export type CaseRow = Readonly<Record<string, Value>>

const readers: Readonly<Record<ColumnKind, (cell: string) => Value>> = {
  id: (cell) => cell,
  text: (cell) => cell,
  date: (cell) => cell,
  instant: (cell) => Date.parse(`${cell.replace(' ', 'T')}${cell.length === 10 ? 'T00:00:00' : ''}Z`),
  int: Number,
  money: BigInt,
  double: Number,
  bool: (cell) => cell === 'true',
}

function cellValue(file: string, column: string, kind: ColumnKind | undefined, cell: string): Value {
  if (!kind) throw new Error(`${file}: no column ${column} in the definition of this table`)
  if (cell === '') return null
  const value = readers[kind](cell)
  if (typeof value === 'number' && Number.isNaN(value)) throw new Error(`${file}: ${column} = ${cell} is no ${kind}`)
  return value
}

/** Cells of a case file as they stand, without types. */
export const readCells = (file: string): readonly Readonly<Record<string, string>>[] =>
  parse(readFileSync(file), { columns: true, skip_empty_lines: true, trim: true })

/** A case file as typed rows; '' is null, columns that are not given are null. */
export const readCase = (file: string, columns: Readonly<Record<string, ColumnKind>>): readonly CaseRow[] =>
  readCells(file).map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cellValue(file, name, columns[name], cell)])),
  )

/** A value as case files spell it. */
export function spell(kind: ColumnKind, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (kind !== 'instant') return String(value)
  return new Date(Number(value))
    .toISOString()
    .replace('T', ' ')
    .replace(/\.000Z$|Z$/, '')
}

const quoteCell = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

export const toCsv = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  `${[header, ...rows].map((row) => row.map(quoteCell).join(',')).join('\n')}\n`
