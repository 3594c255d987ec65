import type { SchemaElement } from 'hyparquet'
import type { ColumnKind, RecordDefinition } from '#shared/records/record.ts'

/** The columns of a Parquet file, in order. */
export type TableColumns = Readonly<Record<string, ColumnKind>>

type Element = Omit<SchemaElement, 'name'>

const string: Element = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } }
const int64: Element = { type: 'INT64' }
// Not adjusted to UTC: engines then read a plain timestamp and convert nothing.
const timestamp: Element = {
  type: 'INT64',
  logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MILLIS' },
}

/** How each kind stands in a file. Everything may be null: what is required is the business of the record, not of the file. */
const elements: Readonly<Record<ColumnKind, Element>> = {
  id: string,
  text: string,
  date: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
  instant: timestamp,
  int: int64,
  money: int64,
  double: { type: 'DOUBLE' },
  bool: { type: 'BOOLEAN' },
}

export const elementOf = (name: string, kind: ColumnKind): SchemaElement => ({
  name,
  repetition_type: 'OPTIONAL',
  ...elements[kind],
})

export function fileSchema(columns: TableColumns): SchemaElement[] {
  const leaves = Object.entries(columns).map(([name, kind]) => elementOf(name, kind))
  return [{ name: 'root', num_children: leaves.length }, ...leaves]
}

/** The columns of a record's files: all of its definition, in its order. */
export const recordColumns = (record: RecordDefinition): TableColumns =>
  Object.fromEntries(Object.entries(record.columns).map(([name, { kind }]) => [name, kind]))
