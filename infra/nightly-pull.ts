import { add, call, end, isTrue, type NightlyParts, type State, withCatch } from './nightly-tasks.ts'

/** A pull that is called again so often without an end is taken for one that never ends. */
const mostRounds = 16

/** The source has said until when it wants no more calls. */
const isWaiting = (variable: string) => [
  { Variable: variable, IsPresent: true },
  { Variable: variable, IsNumeric: true },
]

/** One connection until it says done; whatever breaks stays inside, as a line of its own for the report. */
function pullOne(parts: NightlyParts): State {
  const pull = parts.arnOf('pull')
  return {
    StartAt: 'Pull',
    States: {
      Pull: withCatch(
        call(
          pull,
          { action: 'pull', 'connection.$': '$.connection' },
          { ResultPath: '$.pulled', Next: 'IsPulled' },
          'retry',
        ),
        'PullFailed',
      ),
      IsPulled: {
        Type: 'Choice',
        Choices: [
          isTrue('$.pulled.done', 'Pulled'),
          { Variable: '$.round', NumericGreaterThanEquals: mostRounds, Next: 'PullTooLong' },
          { And: isWaiting('$.pulled.summary.resume_at'), Next: 'WaitForQuota' },
        ],
        Default: 'NextRound',
      },
      // The exact moment stands in epoch ms, which no intrinsic turns into seconds.
      WaitForQuota: { Type: 'Wait', Seconds: 300, Next: 'NextRound' },
      NextRound: {
        Type: 'Pass',
        Parameters: { 'connection.$': '$.connection', 'round.$': add('$.round') },
        Next: 'Pull',
      },
      Pulled: {
        Type: 'Pass',
        Parameters: { 'connection.$': '$.connection', failed: false, 'summary.$': '$.pulled.summary' },
        ...end,
      },
      PullTooLong: {
        Type: 'Pass',
        Parameters: { 'connection.$': '$.connection', failed: true, error: { Error: 'TooLong' } },
        ...end,
      },
      PullFailed: {
        Type: 'Pass',
        Parameters: { 'connection.$': '$.connection', failed: true, 'error.$': '$.error' },
        ...end,
      },
    },
  }
}

/** Every connection, four at a time. */
export const pullAll = (parts: NightlyParts): State => ({
  Type: 'Map',
  ItemsPath: '$.listed.connections',
  MaxConcurrency: 4,
  ItemSelector: { 'connection.$': '$$.Map.Item.Value.connection', round: 1 },
  ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, ...pullOne(parts) },
  ResultPath: '$.pulls',
  Next: 'HowToPlan',
})
