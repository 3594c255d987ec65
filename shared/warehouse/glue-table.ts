import type { PartitionInput, TableInput } from '@aws-sdk/client-glue'
import type { ColumnKind } from '#shared/records/record.ts'
import type { TableColumns } from './warehouse.ts'

/** Hive's name of each kind: what Glue keeps, and what Athena reads from our Parquet files. */
export const hiveType: Readonly<Record<ColumnKind, string>> = {
  id: 'string',
  text: 'string',
  date: 'date',
  instant: 'timestamp',
  int: 'bigint',
  money: 'bigint',
  double: 'double',
  bool: 'boolean',
}

const hive = 'org.apache.hadoop.hive.ql.io.parquet'

/** How Athena reads Parquet at this place (`s3://bucket/prefix/`, a folder). */
const storage = (location: string) => ({
  Location: location,
  InputFormat: `${hive}.MapredParquetInputFormat`,
  OutputFormat: `${hive}.MapredParquetOutputFormat`,
  SerdeInfo: { SerializationLibrary: `${hive}.serde.ParquetHiveSerDe`, Parameters: { 'serialization.format': '1' } },
})

const glueColumns = (columns: TableColumns) =>
  Object.entries(columns).map(([name, kind]) => ({ Name: name, Type: hiveType[kind] }))

/** A table over everything in one folder. */
export const plainTable = (name: string, columns: TableColumns, location: string): TableInput => ({
  Name: name,
  TableType: 'EXTERNAL_TABLE',
  Parameters: { EXTERNAL: 'TRUE', classification: 'parquet' },
  StorageDescriptor: { ...storage(location), Columns: glueColumns(columns) },
})

/** One folder of records: records/<record>/source=<source>/month=<yyyy-mm>/ */
export interface RecordPartition {
  readonly source: string
  readonly month: string
}

const partitionKeys = [
  { Name: 'source', Type: 'string' },
  { Name: 'month', Type: 'string' },
]

const spelled = /^records\/[^/]+\/source=([^/]+)\/month=([^/]+)\//

/** The folders in which these objects of one record stand, each once. */
export function partitionsOf(keys: readonly string[]): readonly RecordPartition[] {
  const found = new Map<string, RecordPartition>()
  for (const key of keys) {
    const [folder, source, month] = spelled.exec(key) ?? []
    if (folder && source && month) found.set(folder, { source, month })
  }
  return [...found.values()]
}

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)].sort()

const monthsBetween = (from: string, to: string): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5)) - Number(from.slice(5)) + 1

/**
 * Months in one run are a date from the first to the last; with wide gaps (undated records stand in 1970) they are listed, and so
 * is one alone: Trino refuses a range whose ends are the same.
 */
function monthProjection(months: readonly string[]): Record<string, string> {
  const [first = '1970-01', last = first] = [months[0], months.at(-1)]
  if (first === last || monthsBetween(first, last) > months.length + 12) {
    return { 'projection.month.type': 'enum', 'projection.month.values': months.join(',') }
  }
  return {
    'projection.month.type': 'date',
    'projection.month.format': 'yyyy-MM',
    'projection.month.interval': '1',
    'projection.month.interval.unit': 'MONTHS',
    'projection.month.range': `${first},${last}`,
  }
}

function projection(partitions: readonly RecordPartition[], location: string): Record<string, string> {
  return {
    'projection.enabled': 'true',
    'projection.source.type': 'enum',
    'projection.source.values': distinct(partitions.map(({ source }) => source)).join(','),
    ...monthProjection(distinct(partitions.map(({ month }) => month))),
    'storage.location.template': `${location}source=\${source}/month=\${month}/`,
  }
}

/**
 * A record's table. Its partitions are computed by Athena from the table's own parameters (`projected`), or have to be
 * registered beside it: real Trino knows no projection by month. A record without objects is a table without partitions.
 */
export function recordTable(
  name: string,
  columns: TableColumns,
  location: string,
  partitions: readonly RecordPartition[],
  projected: boolean,
): TableInput {
  const table = plainTable(name, columns, location)
  const own = projected && partitions.length > 0 ? projection(partitions, location) : {}
  return { ...table, PartitionKeys: partitionKeys, Parameters: { ...table.Parameters, ...own } }
}

export const recordPartition = (
  columns: TableColumns,
  location: string,
  { source, month }: RecordPartition,
): PartitionInput => ({
  Values: [source, month],
  StorageDescriptor: { ...storage(`${location}source=${source}/month=${month}/`), Columns: glueColumns(columns) },
})
