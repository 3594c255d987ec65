import { type Coded, codedOf } from '#shared/parquet/coded.ts'
import type { RecordName } from '#shared/records/index.ts'
import type { Value } from '#shared/records/record.ts'
import { ranked } from './ranked.ts'
import type { MappedRow } from './rows.ts'
import { datedColumn, dayOf, recordNames } from './unit.ts'

/** Rows of one record from some part of a file, coded column by column in the record's order. */
export interface RowBatch {
  readonly record: RecordName
  readonly rows: number
  readonly columns: readonly Coded[]
}

/** The days that the rows belong to. Texts are in order, so that the units of days needn't sort them; numbers sort faster there. */
export interface DatedBatch extends RowBatch {
  readonly days: readonly { readonly day: string; readonly rows: Uint32Array }[]
}

export function batchesOfRows(mapped: readonly MappedRow[]): RowBatch[] {
  const byRecord = new Map<RecordName, MappedRow['row'][]>()
  for (const { record, row } of mapped) {
    const rows = byRecord.get(record)
    if (rows) rows.push(row)
    else byRecord.set(record, [row])
  }
  return [...byRecord].map(([record, rows]) => ({
    record,
    rows: rows.length,
    columns: recordNames(record).map((name) => codedOf(rows.map((row) => row[name] ?? null))),
  }))
}

export function dated({ record, rows, columns }: RowBatch): DatedBatch {
  const name = datedColumn(record)
  const column = name === null ? undefined : columns[recordNames(record).indexOf(name)]
  const days = column ? daysOf(column) : [{ day: dayOf(null), rows: allOf(rows) }]
  return { record, rows, columns: columns.map(withTextsInOrder), days }
}

const withTextsInOrder = (column: Coded): Coded => (typeof column.distinct[0] === 'string' ? ranked(column) : column)

const allOf = (rows: number) => Uint32Array.from({ length: rows }, (_, row) => row)

function daysOf({ distinct, codes }: Coded): DatedBatch['days'] {
  const found = new Map<string, number>()
  // Many instants are one day.
  const places = [null, ...distinct].map((value) => {
    const day = dayOf(value as Value)
    if (!found.has(day)) found.set(day, found.size)
    return found.get(day)!
  })
  const counts = new Uint32Array(found.size)
  for (const code of codes) counts[places[code]!]!++
  const rows = Array.from(counts, (count) => new Uint32Array(count))
  counts.fill(0)
  for (let row = 0; row < codes.length; row++) {
    const place = places[codes[row]!]!
    rows[place]![counts[place]!++] = row
  }
  return [...found.keys()].map((day, i) => ({ day, rows: rows[i]! })).filter((one) => one.rows.length > 0)
}
