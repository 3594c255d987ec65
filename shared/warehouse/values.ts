import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListType,
  DuckDBListValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  TIMESTAMP_MS,
  VARCHAR,
} from '@duckdb/node-api'
import type { ColumnKind, Value } from '#shared/records/record.ts'
import type { SqlRow, SqlValue, TableColumns } from './warehouse.ts'

const dayMs = 86_400_000

export const duckdbType: Readonly<Record<ColumnKind, DuckDBType>> = {
  id: VARCHAR,
  text: VARCHAR,
  date: DATE,
  instant: TIMESTAMP_MS,
  int: BIGINT,
  money: BIGINT,
  double: DOUBLE,
  bool: BOOLEAN,
}

const trinoNames: Readonly<Record<string, string>> = {
  TIMESTAMP_MS: 'timestamp(3)',
  TIMESTAMP: 'timestamp(3)',
  HUGEINT: 'bigint',
}

export function trinoTypeName(type: DuckDBType): string {
  if (type instanceof DuckDBListType) return `array(${trinoTypeName(type.valueType)})`
  const name = String(type)
  return trinoNames[name] ?? name.toLowerCase()
}

function integer(column: string, value: bigint): number | bigint {
  if (column.endsWith('_micros')) return value
  const small = Number(value)
  return Number.isSafeInteger(small) ? small : value
}

/** A value of DuckDB as the port promises it. */
export function fromDuckdb(column: string, value: DuckDBValue): SqlValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'bigint') return integer(column, value)
  if (typeof value === 'number')
    return column.endsWith('_micros') && Number.isSafeInteger(value) ? BigInt(value) : value
  if (value instanceof DuckDBDateValue) return new Date(value.days * dayMs).toISOString().slice(0, 10)
  if (value instanceof DuckDBTimestampMillisecondsValue) return Number(value.millis)
  if (value instanceof DuckDBTimestampValue) return Number(value.micros / 1000n)
  if (value instanceof DuckDBDecimalValue) return value.toDouble()
  if (value instanceof DuckDBListValue) return value.items.map((item) => fromDuckdb('', item))
  return String(value)
}

/** The rows of a chunk of a result; column by column, because the engine holds them so. */
export function toRows(names: readonly string[], chunk: DuckDBDataChunk): readonly SqlRow[] {
  const rows: Record<string, SqlValue>[] = Array.from({ length: chunk.rowCount }, () => ({}))
  names.forEach((name, at) => {
    chunk.visitColumnValues(at, (value, row) => {
      const one = rows[row]
      if (one) one[name] = fromDuckdb(name, value)
    })
  })
  return rows
}

const writers: Readonly<Record<ColumnKind, (value: NonNullable<Value>) => DuckDBValue>> = {
  id: String,
  text: String,
  date: (value) => new DuckDBDateValue(Math.round(Date.parse(String(value)) / dayMs)),
  instant: (value) => new DuckDBTimestampMillisecondsValue(BigInt(Number(value))),
  int: (value) => BigInt(value),
  money: (value) => BigInt(value),
  double: Number,
  bool: Boolean,
}

const chunkRows = 2048

/** The rows as DuckDB takes them fastest: column by column, 2,048 rows at a time. */
export function* toChunks(
  columns: TableColumns,
  rows: readonly Readonly<Record<string, Value>>[],
): Generator<DuckDBDataChunk> {
  const kinds = Object.entries(columns)
  const types = kinds.map(([, kind]) => duckdbType[kind])
  for (let from = 0; from < rows.length; from += chunkRows) {
    const part = rows.slice(from, from + chunkRows)
    const chunk = DuckDBDataChunk.create(types, part.length)
    chunk.setColumns(
      kinds.map(([name, kind]) =>
        part.map((row) => {
          const value = row[name]
          return value === null || value === undefined ? null : writers[kind](value)
        }),
      ),
    )
    yield chunk
  }
}
