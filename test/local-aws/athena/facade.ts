import { randomUUID } from 'node:crypto'
import type { GetQueryResultsInput, StartQueryExecutionInput } from '@aws-sdk/client-athena'
import { Fault, invalid } from './fault.ts'
import { pageOf } from './results.ts'
import { cancelRun, databaseOf, describeRun, isOver, type Run } from './run.ts'
import { bindParameters, categoryOf } from './statement.ts'
import { type WorkerOptions, worker } from './worker.ts'
import { refuseOwnPlace, resultPlace, type Workgroups, workgroupOf } from './workgroups.ts'

export interface FacadeOptions extends WorkerOptions {
  /** The type of an exception that this call answers with. */
  readonly fault?: (operation: string) => string | undefined
}

export interface Facade {
  call(operation: string, input: unknown): unknown
  /** Every statement that was started, oldest first. */
  statements(): readonly { readonly sql: string; readonly database: string; readonly state: string }[]
}

const longestStatement = 262_144

function begin(workgroups: Workgroups, input: StartQueryExecutionInput): Run {
  if (!input.QueryString) throw invalid('QueryString is required')
  if (Buffer.byteLength(input.QueryString) > longestStatement) throw invalid('Query string exceeds 262144 bytes')
  const sql = bindParameters(input.QueryString, input.ExecutionParameters)
  refuseOwnPlace(workgroups, sql, input.WorkGroup)
  const place = resultPlace(workgroups, input)
  const abort = new AbortController()
  return { id: randomUUID(), input, sql, category: categoryOf(sql), ...place, abort, state: 'QUEUED', scannedBytes: 0 }
}

function resultsOf(run: Run, input: GetQueryResultsInput) {
  if (!isOver(run)) throw invalid(`Query has not yet finished. Current state: ${run.state}`)
  if (!run.result) throw invalid(`Query did not finish successfully. Final query state: ${run.state}`)
  return pageOf(run.result, run.category.type === 'DML', input)
}

type WithId = { readonly QueryExecutionId?: string }

/** Athena's operations over an engine. Only what Concord calls; anything else is refused. */
export function athenaFacade(options: FacadeOptions): Facade {
  const { workgroups = {} } = options
  const work = worker(options)
  const runs = new Map<string, Run>()
  const byToken = new Map<string, Run>()

  const need = (id: string | undefined): Run => {
    const found = runs.get(id ?? '')
    if (!found) throw invalid(`QueryExecution ${id} was not found`)
    return found
  }
  const start = (input: StartQueryExecutionInput) => {
    const known = byToken.get(input.ClientRequestToken ?? '')
    const isOther = known && JSON.stringify(known.input) !== JSON.stringify(input)
    if (isOther) throw invalid('Idempotent parameters do not match')
    if (known) return { QueryExecutionId: known.id }
    const run = begin(workgroups, input)
    runs.set(run.id, run)
    if (input.ClientRequestToken) byToken.set(input.ClientRequestToken, run)
    void work(run)
    return { QueryExecutionId: run.id }
  }
  const operations: Readonly<Record<string, (input: never) => unknown>> = {
    StartQueryExecution: start,
    GetQueryExecution: (input: WithId) => ({ QueryExecution: describeRun(need(input.QueryExecutionId)) }),
    GetQueryResults: (input: GetQueryResultsInput) => resultsOf(need(input.QueryExecutionId), input),
    StopQueryExecution: (input: WithId) => {
      cancelRun(need(input.QueryExecutionId), 'Query cancelled by user')
      return {}
    },
    GetWorkGroup: ({ WorkGroup }: { WorkGroup?: string }) => ({
      WorkGroup: { Name: WorkGroup, State: 'ENABLED', Configuration: workgroupOf(workgroups, WorkGroup) },
    }),
  }
  return {
    call(operation, input) {
      const injected = options.fault?.(operation)
      if (injected) throw new Fault(injected, `injected ${injected}`)
      const own = operations[operation]
      if (!own) throw new Fault('UnknownOperationException', `not implemented: ${operation}`)
      return own(input as never)
    },
    statements: () => [...runs.values()].map((run) => ({ sql: run.sql, database: databaseOf(run), state: run.state })),
  }
}
