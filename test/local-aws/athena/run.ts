import type { QueryExecution, QueryExecutionState, StartQueryExecutionInput } from '@aws-sdk/client-athena'
import { type EngineResult, StatementError } from './engine.ts'
import type { Category } from './statement.ts'

/** A statement from its start on. */
export interface Run {
  readonly id: string
  readonly input: StartQueryExecutionInput
  readonly sql: string
  readonly category: Category
  /** Where its result file goes. */
  readonly bucket: string
  readonly prefix: string
  readonly abort: AbortController
  state: QueryExecutionState
  reason?: string
  error?: NonNullable<QueryExecution['Status']>['AthenaError']
  result?: EngineResult
  scannedBytes: number
}

export const isOver = ({ state }: Run): boolean => state !== 'QUEUED' && state !== 'RUNNING'

export const databaseOf = ({ input }: Run): string => input.QueryExecutionContext?.Database ?? 'default'

export const describeRun = (run: Run): QueryExecution => ({
  QueryExecutionId: run.id,
  Query: run.input.QueryString,
  StatementType: run.category.type,
  SubstatementType: run.category.subtype,
  WorkGroup: run.input.WorkGroup ?? 'primary',
  QueryExecutionContext: run.input.QueryExecutionContext,
  ResultConfiguration: {
    OutputLocation: `s3://${run.bucket}/${run.prefix}${run.id}.${run.category.type === 'DML' ? 'csv' : 'txt'}`,
  },
  Status: { State: run.state, StateChangeReason: run.reason, AthenaError: run.error },
  Statistics: { DataScannedInBytes: run.scannedBytes },
  EngineVersion: { SelectedEngineVersion: 'AUTO', EffectiveEngineVersion: 'Athena engine version 3' },
})

/** By the author's mistake (category 2), or by the service's own fault (1), which may be tried again. */
export function failRun(run: Run, cause: unknown): void {
  if (isOver(run)) return
  const message = cause instanceof Error ? cause.message : String(cause)
  const isAuthors = cause instanceof StatementError
  run.reason = `${isAuthors ? cause.kind : 'GENERIC_INTERNAL_ERROR'}: ${message}`
  run.error = {
    ErrorCategory: isAuthors ? 2 : 1,
    ErrorType: isAuthors ? 1006 : 233,
    Retryable: !isAuthors,
    ErrorMessage: run.reason,
  }
  run.state = 'FAILED'
}

export function cancelRun(run: Run, reason: string): void {
  if (isOver(run)) return
  run.state = 'CANCELLED'
  run.reason = reason
  run.abort.abort()
}
