import type { FunctionName } from './functions.ts'
import { levels } from './nightly-models.ts'
import { pullAll } from './nightly-pull.ts'
import { call, type Ends, end, isTrue, type NightlyParts, type State, tellAndFail, withCatch } from './nightly-tasks.ts'

const render = (parts: NightlyParts): State => ({
  Type: 'Map',
  ItemsPath: '$.reports.months',
  MaxConcurrency: 2,
  ItemSelector: { 'month.$': '$$.Map.Item.Value' },
  ItemProcessor: {
    ProcessorConfig: { Mode: 'INLINE' },
    StartAt: 'RenderMonth',
    States: {
      RenderMonth: call(
        parts.arnOf('report'),
        { action: 'render', 'month.$': '$.month' },
        { ResultPath: null, ...end },
        'retry',
      ),
    },
  },
  ResultPath: null,
  Next: 'IsBlocked',
})

/** Sources, then models, then readers. Input `{as_of?}`. */
export function nightlyDefinition(parts: NightlyParts): State {
  const { arnOf } = parts
  const run = { 'run.$': '$$.Execution.Name' }
  const task = (name: FunctionName, event: State, ends: Ends) =>
    withCatch(call(arnOf(name), event, ends, 'retry'), 'DeliverFailed')
  const check = call(
    arnOf('aggregate'),
    { action: 'check', 'build.$': '$.plan.build' },
    { ResultPath: null, Next: 'Publish' },
    'retry',
  )
  return {
    Comment: 'Concord: sources, models, checks, publication, report, digest',
    StartAt: 'ListConnections',
    TimeoutSeconds: 6 * 3600,
    States: {
      ListConnections: task('pull', { action: 'list' }, { ResultPath: '$.listed', Next: 'PullAll' }),
      PullAll: withCatch(pullAll(parts), 'DeliverFailed'),
      HowToPlan: {
        Type: 'Choice',
        Choices: [{ Variable: '$.as_of', IsPresent: true, Next: 'PlanAsOf' }],
        Default: 'Plan',
      },
      PlanAsOf: task(
        'aggregate',
        { action: 'plan', 'as_of.$': '$.as_of' },
        { ResultPath: '$.plan', Next: 'IsPublished' },
      ),
      Plan: task('aggregate', { action: 'plan' }, { ResultPath: '$.plan', Next: 'IsPublished' }),
      IsPublished: { Type: 'Choice', Choices: [isTrue('$.plan.done', 'PlanReport')], Default: 'Levels' },
      Levels: withCatch(levels(parts), 'DeliverFailed'),
      Check: withCatch(withCatch(check, 'DeliverFailed'), 'DeliverBlocked', ['FixData'], '$.blocked'),
      DeliverBlocked: task(
        'deliver',
        { kind: 'blocked', 'build.$': '$.plan.build', 'error.$': '$.blocked', 'pulls.$': '$.pulls', ...run },
        { ResultPath: null, Next: 'PlanReport' },
      ),
      Publish: task(
        'aggregate',
        { action: 'publish', 'build.$': '$.plan.build' },
        { ResultPath: null, Next: 'PlanReport' },
      ),
      PlanReport: task('report', { action: 'plan' }, { ResultPath: '$.reports', Next: 'Render' }),
      Render: withCatch(render(parts), 'DeliverFailed'),
      IsBlocked: {
        Type: 'Choice',
        Choices: [{ Variable: '$.blocked', IsPresent: true, Next: 'Blocked' }],
        Default: 'Deliver',
      },
      Deliver: task(
        'deliver',
        { kind: 'digest', 'build.$': '$.plan.build', 'pulls.$': '$.pulls', ...run },
        { ResultPath: null, ...end },
      ),
      Blocked: {
        Type: 'Fail',
        Error: 'FixData',
        Cause: 'A check blocks publication; the pages show the build before.',
      },
      ...tellAndFail(arnOf('deliver'), run),
    },
  }
}
