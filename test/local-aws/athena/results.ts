import type { GetQueryResultsInput, GetQueryResultsOutput } from '@aws-sdk/client-athena'
import type { EngineColumn, EngineResult } from './engine.ts'
import { invalid } from './fault.ts'

const precision: Readonly<Record<string, number>> = {
  varchar: 2147483647,
  bigint: 19,
  integer: 10,
  double: 17,
  timestamp: 3,
}

const columnInfo = (column: EngineColumn) => ({
  CatalogName: 'hive',
  SchemaName: '',
  TableName: '',
  Name: column.name,
  Label: column.name,
  Type: column.type,
  Precision: column.precision ?? precision[column.type] ?? 0,
  Scale: column.scale ?? 0,
  Nullable: 'UNKNOWN' as const,
  CaseSensitive: column.type === 'varchar',
})

function startOf(token: string | undefined, total: number): number {
  if (token === undefined) return 0
  const at = Number(Buffer.from(token, 'base64url').toString())
  if (!Number.isInteger(at) || at < 0 || at > total) throw invalid('Invalid NextToken')
  return at
}

/** One page. The names of the columns are the first row of the first page, and of no other. */
export function pageOf(result: EngineResult, isSelect: boolean, input: GetQueryResultsInput): GetQueryResultsOutput {
  const size = input.MaxResults ?? 1000
  if (size < 1 || size > 1000) throw invalid('MaxResults is more than maximum allowed length 1000.')
  const head = isSelect && result.columns.length > 0 ? [result.columns.map(({ name }) => name)] : []
  const all = [...head, ...result.rows]
  const from = startOf(input.NextToken, all.length)
  const next = from + size
  return {
    UpdateCount: result.updateCount ?? 0,
    NextToken: next < all.length ? Buffer.from(String(next)).toString('base64url') : undefined,
    ResultSet: {
      Rows: all.slice(from, next).map((row) => ({
        Data: row.map((value) => (value === null ? {} : { VarCharValue: value })),
      })),
      ResultSetMetadata: { ColumnInfo: result.columns.map(columnInfo) },
    },
  }
}

const cell = (value: string | null) => (value === null ? '' : `"${value.replaceAll('"', '""')}"`)

/** The result file as Athena leaves it: everything in quotes, NULL as nothing. */
export const csvOf = ({ columns, rows }: EngineResult): string =>
  [columns.map(({ name }) => name), ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('')
