import { quoteName, quoteText } from '#shared/sql/quote.ts'
import { duckdbType } from './values.ts'
import type { TableColumns } from './warehouse.ts'

const partitions: TableColumns = { source: 'text', month: 'text' }

const names = (columns: TableColumns) => Object.keys(columns).map(quoteName).join(', ')

export const createTable = (name: string, columns: TableColumns): string =>
  `CREATE TABLE ${quoteName(name)} (${Object.entries(columns)
    .map(([column, kind]) => `${quoteName(column)} ${duckdbType[kind]}`)
    .join(', ')})`

const empty = (columns: TableColumns): string =>
  `SELECT ${Object.entries(columns)
    .map(([column, kind]) => `CAST(NULL AS ${duckdbType[kind]}) AS ${quoteName(column)}`)
    .join(', ')} WHERE false`

/** Files of several versions side by side: a column that a file lacks is null, one that nobody declared is left out. */
export function selectFiles(columns: TableColumns | undefined, files: readonly string[], hive: boolean): string {
  if (!columns) return `SELECT * FROM read_parquet([${files.map(quoteText).join(', ')}])`
  const all = hive ? { ...columns, ...partitions } : columns
  const options = hive
    ? "hive_partitioning = true, hive_types = {'source': VARCHAR, 'month': VARCHAR}"
    : 'hive_partitioning = false'
  const read = `SELECT * FROM read_parquet([${files.map(quoteText).join(', ')}], union_by_name = true, ${options})`
  const source = files.length === 0 ? empty(all) : `${empty(all)} UNION ALL BY NAME ${read}`
  return `SELECT ${names(all)} FROM (${source})`
}

/** Sorted by the grain and then by everything else, so that equal rows always make equal bytes. */
export function copyToParquet(name: string, columns: TableColumns, order: readonly string[], file: string): string {
  const rest = Object.keys(columns).filter((column) => !order.includes(column))
  const sort = [...order, ...rest].map(quoteName).join(', ')
  return (
    `COPY (SELECT ${names(columns)} FROM ${quoteName(name)} ORDER BY ${sort}) ` +
    `TO ${quoteText(file)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)`
  )
}
