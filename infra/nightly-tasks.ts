import type { FunctionName } from './functions.ts'

/** What the machine reaches: ARNs of functions, where statements run, where Athena notes their results. */
export interface NightlyParts {
  readonly arnOf: (name: FunctionName) => string
  readonly workgroup: string
  /** `s3://bucket/folder/`: without one CDK and people alike end up granting s3 on everything. */
  readonly results: string
}

export type State = Readonly<Record<string, unknown>>

/** Where a state leads: `{Next}` or `{End: true}`, with where its result is kept. */
export type Ends = Readonly<{ Next?: string; End?: true; ResultPath?: string | null }>

export const end: Ends = { End: true }

export const isTrue = (variable: string, next: string) => ({ Variable: variable, BooleanEquals: true, Next: next })

/** One more than the number at a path. */
export const add = (path: string) => `States.MathAdd(${path}, 1)`

/** Trying again changes nothing about these: somebody has to act. */
const final = ['FixAgreement', 'FixConfig', 'FixData', 'Bug']

/** Everything is idempotent, so a killed function is simply called again. The first match counts, ALL comes last. */
const retry = [
  { ErrorEquals: final, MaxAttempts: 0 },
  { ErrorEquals: ['States.ALL'], IntervalSeconds: 5, BackoffRate: 2, MaxAttempts: 4 },
]

/** Calls a function with the event; its answer is the result. */
export const call = (arn: string, event: State, ends: Ends, retrying: 'retry' | 'once'): State => ({
  Type: 'Task',
  Resource: arn,
  Parameters: event,
  ...(retrying === 'retry' ? { Retry: retry } : {}),
  ...ends,
})

const throttled = ['Athena.TooManyRequestsException', 'Athena.ThrottlingException', 'Athena.InternalServerException']

/** Runs a statement to its end. Only what never started is retried here: a CTAS wants an empty place. */
export const athenaTask = ({ workgroup, results }: NightlyParts, ends: Ends): State => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::athena:startQueryExecution.sync',
  Parameters: {
    'QueryString.$': '$.statement.sql',
    WorkGroup: workgroup,
    QueryExecutionContext: { 'Database.$': '$.statement.database', Catalog: 'AwsDataCatalog' },
    ResultConfiguration: { OutputLocation: results },
  },
  TimeoutSeconds: 1800,
  Retry: [{ ErrorEquals: throttled, IntervalSeconds: 5, BackoffRate: 2, MaxAttempts: 6 }],
  ...ends,
})

/** Adds a way out for errors, the one for all errors last. */
export function withCatch(
  state: State,
  to: string,
  errors: readonly string[] = ['States.ALL'],
  path = '$.error',
): State {
  const standing = Array.isArray(state.Catch) ? state.Catch : []
  const added = { ErrorEquals: errors, ResultPath: path, Next: to }
  const all = errors.includes('States.ALL') ? [...standing, added] : [added, ...standing]
  return { ...state, Catch: all }
}

/** Somebody is told, and the run ends as failed whether or not the message went out. */
export const tellAndFail = (deliver: string, run: State): Readonly<Record<string, State>> => ({
  DeliverFailed: withCatch(
    call(
      deliver,
      { kind: 'failed', 'error.$': '$.error', ...run },
      { ResultPath: '$.delivered', Next: 'Failed' },
      'retry',
    ),
    'Failed',
    ['States.ALL'],
    '$.undelivered',
  ),
  Failed: { Type: 'Fail', ErrorPath: '$.error.Error', CausePath: '$.error.Cause' },
})
