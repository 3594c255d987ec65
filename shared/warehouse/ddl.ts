import { quoteName, quoteText } from '#shared/sql/quote.ts'
import { duckdbType } from './values.ts'
import type { SortedBy, TableColumns } from './warehouse.ts'

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

/**
 * Sorted, so that equal rows always make equal bytes: by `order` and, where that may leave rows equal, by everything else.
 * Without any of both the rows stay as `from` orders them. `from`: a quoted name or a SELECT in brackets. Level 1: half the effort of the usual level 3 for files a twentieth larger.
 */
export function copyToParquet(from: string, columns: TableColumns, { order, unique }: SortedBy, file: string): string {
  const rest = unique ? [] : Object.keys(columns).filter((column) => !order.includes(column))
  const sort = [...order, ...rest].map(quoteName).join(', ')
  return (
    `COPY (SELECT ${names(columns)} FROM ${from}${sort === '' ? '' : ` ORDER BY ${sort}`}) ` +
    `TO ${quoteText(file)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 122880)`
  )
}

/** What `copyToParquet` has written, in the types in which it was made. */
export const selectKept = (columns: TableColumns, file: string): string =>
  `SELECT ${Object.entries(columns)
    .map(([column, kind]) => `CAST(${quoteName(column)} AS ${duckdbType[kind]}) AS ${quoteName(column)}`)
    .join(', ')} FROM read_parquet(${quoteText(file)}, hive_partitioning = false)`
