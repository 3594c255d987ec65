import { type RecordName, records } from '#shared/records/index.ts'
import type { ColumnKind, Value } from '#shared/records/record.ts'
import type { MappedRow } from './rows.ts'

/** The rows of one record on one day, column by column: a million rows as objects would not fit a small machine. */
export interface Unit {
  readonly record: RecordName
  /** YYYY-MM-DD (UTC for instants), or `undated`. */
  readonly day: string
  /** The columns of the record but pulled_at, in its order. */
  readonly names: readonly string[]
  readonly kinds: readonly ColumnKind[]
  readonly columns: Value[][]
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

export function emptyUnit(record: RecordName, day: string): Unit {
  const columns = Object.entries(records[record].columns).filter(([name]) => name !== 'pulled_at')
  return {
    record,
    day,
    names: columns.map(([name]) => name),
    kinds: columns.map(([, column]) => column.kind),
    columns: columns.map(() => []),
    rows: 0,
  }
}

export function addRow(unit: Unit, row: MappedRow['row']): void {
  const { names, columns } = unit
  for (let i = 0; i < names.length; i++) columns[i]!.push(row[names[i]!] ?? null)
  unit.rows++
}
