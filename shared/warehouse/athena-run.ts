import { setTimeout as wait } from 'node:timers/promises'
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type QueryExecution,
  type Row,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { callFailed, type StatementOf, statementFailed, timedOut } from './athena-errors.ts'
import { sqlColumns, toRow } from './athena-values.ts'
import type { SqlResult } from './warehouse.ts'

export interface AthenaPlace {
  readonly athena: AthenaClient
  /** Says where results go and how much a statement may read. */
  readonly workgroup: string
  readonly database: string
  readonly catalog?: string
  /** After so many milliseconds a statement is stopped. Default: 10 minutes. */
  readonly timeoutMs?: number
  /** The first wait for an answer in milliseconds; each further one is half as long again, up to a second. Default: 100. */
  readonly pollMs?: number
}

export interface RunOptions extends StatementOf {
  /** Texts of SQL literals, one for each `?`. */
  readonly parameters?: readonly string[]
  readonly signal?: AbortSignal
}

type Send = <T>(work: Promise<T>) => Promise<T>

const sending =
  (of: StatementOf): Send =>
  async (work) => {
    try {
      return await work
    } catch (cause) {
      throw callFailed(cause, of)
    }
  }

async function start(place: AthenaPlace, sql: string, options: RunOptions): Promise<string> {
  const request = new StartQueryExecutionCommand({
    QueryString: sql,
    QueryExecutionContext: { Database: place.database, Catalog: place.catalog ?? 'AwsDataCatalog' },
    WorkGroup: place.workgroup,
    ExecutionParameters: options.parameters?.length ? [...options.parameters] : undefined,
  })
  return String((await sending(options)(place.athena.send(request))).QueryExecutionId)
}

const longestPollMs = 1000

async function settle(place: AthenaPlace, id: string, options: RunOptions): Promise<QueryExecution> {
  const send = sending(options)
  const deadline = performance.now() + (place.timeoutMs ?? 600_000)
  const stop = () => send(place.athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id })))
  let pause = place.pollMs ?? 100
  let isStopped = false
  for (;;) {
    const answer = await send(place.athena.send(new GetQueryExecutionCommand({ QueryExecutionId: id })))
    const execution = answer.QueryExecution ?? {}
    const state = execution.Status?.State
    if (state !== 'QUEUED' && state !== 'RUNNING') return execution
    if (performance.now() > deadline) {
      await stop()
      throw timedOut((place.timeoutMs ?? 600_000) / 1000, options)
    }
    if (options.signal?.aborted && !isStopped) {
      await stop()
      isStopped = true
      continue
    }
    await wait(pause, undefined, { signal: isStopped ? undefined : options.signal }).catch(() => undefined)
    pause = Math.min(pause * 1.5, longestPollMs)
  }
}

/** Runs a statement to its end. Errors: Bug with model and line, FixConfig (cut-off, rights), Unavailable. */
export async function runStatement(place: AthenaPlace, sql: string, options: RunOptions = {}): Promise<QueryExecution> {
  const execution = await settle(place, await start(place, sql, options), options)
  if (execution.Status?.State === 'SUCCEEDED') return execution
  throw statementFailed(execution, options)
}

const pageRows = 1000

/** Runs a SELECT and reads its rows, at most `limit` of them. Errors: those of runStatement. */
export async function runQuery(
  place: AthenaPlace,
  sql: string,
  options: RunOptions & { readonly limit?: number } = {},
): Promise<SqlResult> {
  const { limit = Number.POSITIVE_INFINITY } = options
  const { QueryExecutionId } = await runStatement(place, sql, options)
  const rows: Row[] = []
  let columns: SqlResult['columns'] = []
  let token: string | undefined
  do {
    // The first row of the first page holds the names of the columns.
    const MaxResults = Math.min(pageRows, limit - rows.length + 1)
    const request = new GetQueryResultsCommand({ QueryExecutionId, NextToken: token, MaxResults })
    const page = await sending(options)(place.athena.send(request))
    const found = page.ResultSet?.Rows ?? []
    if (!token) columns = sqlColumns(page.ResultSet?.ResultSetMetadata?.ColumnInfo ?? [])
    rows.push(...(token ? found : found.slice(1)))
    token = page.NextToken
  } while (token && rows.length < limit)
  return { columns, rows: rows.slice(0, limit).map((row) => toRow(columns, row)) }
}
