import type { Table } from '@aws-sdk/client-glue'
import type { DuckDBConnection } from '@duckdb/node-api'
import { quoteName, quoteText } from '#shared/sql/quote.ts'
import { StatementError } from './engine.ts'
import type { TableFiles } from './glue-tables.ts'

/** Hive's types and what DuckDB finds in a Parquet file of them. */
const hiveTypes: Readonly<Record<string, readonly [string, ...string[]]>> = {
  string: ['VARCHAR'],
  bigint: ['BIGINT'],
  int: ['INTEGER'],
  double: ['DOUBLE'],
  boolean: ['BOOLEAN'],
  date: ['DATE'],
  timestamp: ['TIMESTAMP_MS', 'TIMESTAMP'],
}

const duckdbTypeOf = (hive: string): string => hiveTypes[hive]?.[0] ?? hive.toUpperCase()

interface Declared {
  readonly name: string
  readonly type: string
}

const declared = (columns: Table['PartitionKeys']): readonly Declared[] =>
  (columns ?? []).map(({ Name, Type }) => ({ name: String(Name), type: String(Type) }))

const nothing = (columns: readonly Declared[]) =>
  `SELECT ${columns.map(({ name, type }) => `CAST(NULL AS ${duckdbTypeOf(type)}) AS ${quoteName(name)}`).join(', ')} WHERE false`

function readOf(files: readonly string[], partitions: readonly Declared[]): string {
  const list = files.map(quoteText).join(', ')
  const types = partitions.map(({ name }) => `${quoteText(name)}: VARCHAR`).join(', ')
  const hive = partitions.length > 0 ? `hive_partitioning = true, hive_types = {${types}}` : 'hive_partitioning = false'
  return `read_parquet([${list}], union_by_name = true, ${hive})`
}

function columnOf(table: string, { name, type }: Declared, found: ReadonlyMap<string, string>): string {
  const inFile = found.get(name)
  if (inFile === undefined) return `CAST(NULL AS ${duckdbTypeOf(type)}) AS ${quoteName(name)}`
  if ((hiveTypes[type] ?? [duckdbTypeOf(type)]).includes(inFile)) return quoteName(name)
  throw new StatementError(
    'HIVE_BAD_DATA',
    `Field ${name}'s type ${inFile} in parquet file is incompatible with type ${type} defined in table ${table}`,
  )
}

/** A Glue table as a view: columns by declared name and type; what a file has besides is not seen, what it lacks is null. */
export async function addView(
  connection: DuckDBConnection,
  { table }: TableFiles,
  files: readonly string[],
): Promise<void> {
  const name = String(table.Name)
  const columns = declared(table.StorageDescriptor?.Columns)
  const partitions = declared(table.PartitionKeys)
  const all = [...columns, ...partitions]
  const view = `CREATE TEMP VIEW ${quoteName(name)} AS`
  if (files.length === 0) {
    await connection.run(`${view} ${nothing(all)}`)
    return
  }
  const read = readOf(files, partitions)
  const shape = await connection.runAndReadAll(`SELECT * FROM ${read} LIMIT 0`)
  const found = new Map(shape.columnNames().map((column, at) => [column, String(shape.columnTypes()[at])]))
  await connection.run(`${view} SELECT ${all.map((column) => columnOf(name, column, found)).join(', ')} FROM ${read}`)
}
