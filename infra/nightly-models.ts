import { add, athenaTask, call, end, type NightlyParts, type State, withCatch } from './nightly-tasks.ts'

const mostAttempts = 3

/** A failed statement is asked for anew: each attempt writes below a prefix of its own. */
function buildModel(parts: NightlyParts): State {
  const aggregate = parts.arnOf('aggregate')
  const which = { 'build.$': '$.build', 'model.$': '$.model' }
  return {
    StartAt: 'WhichKind',
    States: {
      WhichKind: {
        Type: 'Choice',
        Choices: [{ Variable: '$.kind', StringEquals: 'lookup', Next: 'Lookup' }],
        Default: 'Statement',
      },
      Lookup: call(aggregate, { action: 'lookup', ...which }, { ResultPath: null, ...end }, 'retry'),
      Statement: call(
        aggregate,
        { action: 'statement', ...which },
        { ResultPath: '$.statement', Next: 'RunStatement' },
        'retry',
      ),
      RunStatement: withCatch(athenaTask(parts, { ResultPath: null, ...end }), 'StatementFailed'),
      StatementFailed: {
        Type: 'Choice',
        Choices: [{ Variable: '$.attempt', NumericGreaterThanEquals: mostAttempts, Next: 'ModelFailed' }],
        Default: 'WaitABit',
      },
      WaitABit: { Type: 'Wait', Seconds: 20, Next: 'NextAttempt' },
      NextAttempt: {
        Type: 'Pass',
        Parameters: { ...which, 'kind.$': '$.kind', 'attempt.$': add('$.attempt') },
        Next: 'Statement',
      },
      ModelFailed: { Type: 'Fail', ErrorPath: '$.error.Error', CausePath: '$.error.Cause' },
    },
  }
}

/** Level after level; inside one, models at the same time. */
export function levels(parts: NightlyParts): State {
  const models: State = {
    Type: 'Map',
    ItemsPath: '$.items',
    MaxConcurrency: 10,
    ItemSelector: {
      'build.$': '$.build',
      'model.$': '$$.Map.Item.Value.model',
      'kind.$': '$$.Map.Item.Value.kind',
      attempt: 1,
    },
    ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, ...buildModel(parts) },
    ResultPath: null,
    ...end,
  }
  return {
    Type: 'Map',
    ItemsPath: '$.plan.levels',
    MaxConcurrency: 1,
    ItemSelector: { 'build.$': '$.plan.build', 'items.$': '$$.Map.Item.Value.items' },
    ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'Models', States: { Models: models } },
    ResultPath: null,
    Next: 'Check',
  }
}
