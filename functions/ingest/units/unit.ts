import type { Coded } from '#shared/parquet/coded.ts'
import { type RecordName, records } from '#shared/records/index.ts'
import type { Column, ColumnKind, Value } from '#shared/records/record.ts'
import type { MappedRow } from './rows.ts'

/** These rows of a batch, whose columns are coded in the order of the unit's. */
export interface UnitPart {
  readonly columns: readonly Coded[]
  readonly rows: Uint32Array
}

/** The rows of one record on one day, column by column: a million rows as objects would not fit a small machine. */
export interface Unit {
  readonly record: RecordName
  /** YYYY-MM-DD (UTC for instants), or `undated`. */
  readonly day: string
  /** The columns of the record but pulled_at, in its order. */
  readonly names: readonly string[]
  readonly kinds: readonly ColumnKind[]
  readonly columns: Value[][]
  /** Rows that came as parts of batches; they stand behind those of `columns`. */
  readonly parts: UnitPart[]
  /** Only where versions are merged: which reading each row came from; the greater is the later. */
  readonly ranks?: number[]
  rows: number
}

export const undated = 'undated'

const dayMs = 86_400_000
const days = new Map<number, string>()

function dayOfInstant(ms: number): string {
  const number = Math.floor(ms / dayMs)
  let day = days.get(number)
  if (day === undefined) {
    day = new Date(number * dayMs).toISOString().slice(0, 10)
    days.set(number, day)
  }
  return day
}

/** The day under which a row with this date or instant stands. */
export function dayOf(value: Value | undefined): string {
  if (value === null || value === undefined) return undated
  return typeof value === 'number' ? dayOfInstant(value) : String(value)
}

export const datedColumn = (record: RecordName): string | null => records[record].dated

const namesOf = new Map<RecordName, readonly string[]>()

/** The columns of a record but pulled_at, in its order. */
export function recordNames(record: RecordName): readonly string[] {
  const known = namesOf.get(record)
  if (known) return known
  const names = Object.keys(records[record].columns).filter((name) => name !== 'pulled_at')
  namesOf.set(record, names)
  return names
}

export function emptyUnit(record: RecordName, day: string): Unit {
  const columns: Readonly<Record<string, Column>> = records[record].columns
  const names = recordNames(record)
  return {
    ...{ record, day, names, rows: 0, parts: [] },
    kinds: names.map((name) => columns[name]!.kind),
    columns: names.map(() => []),
  }
}

export function addRow(unit: Unit, row: MappedRow['row']): void {
  const { names, columns } = unit
  for (let i = 0; i < names.length; i++) columns[i]!.push(row[names[i]!] ?? null)
  unit.rows++
}

export function addPart(unit: Unit, part: UnitPart): void {
  unit.parts.push(part)
  unit.rows += part.rows.length
}
