import { Duration, type Stack } from 'aws-cdk-lib'
import { type Alarm, AlarmStatusWidget, Dashboard, GraphWidget, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Watched } from './alarms.ts'
import { namesOf } from './names.ts'

const hour = { period: Duration.hours(1), statistic: 'Sum' }
const half = { width: 12, height: 6 }

const scanned = (workgroup: string) =>
  new Metric({
    namespace: 'AWS/Athena',
    metricName: 'ProcessedBytes',
    dimensionsMap: { WorkGroup: workgroup, QueryState: 'SUCCEEDED' },
    label: workgroup,
    ...hour,
  })

/** One page to look at when an alarm came: state, nights, functions, queries, queues. */
export function makeDashboard(stack: Stack, stage: string, watched: Watched, alarms: readonly Alarm[]): Dashboard {
  const { functions, machine, dead, queue } = watched
  const names = namesOf(stage)
  const each = Object.values(functions)
  const dashboard = new Dashboard(stack, 'Dashboard', { dashboardName: names.of('overview') })
  dashboard.addWidgets(new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24 }))
  dashboard.addWidgets(
    new GraphWidget({
      title: 'Nights',
      left: [machine.metricSucceeded(hour), machine.metricFailed(hour), machine.metricTimedOut(hour)],
      right: [machine.metricTime({ period: Duration.hours(1), statistic: 'Maximum' })],
      ...half,
    }),
    new GraphWidget({
      title: 'Athena: bytes read',
      left: [scanned(names.workgroup), scanned(names.buildWorkgroup)],
      ...half,
    }),
  )
  dashboard.addWidgets(
    new GraphWidget({ title: 'Functions: errors', left: each.map((one) => one.metricErrors(hour)), ...half }),
    new GraphWidget({
      title: 'Functions: longest call',
      left: each.map((one) => one.metricDuration({ period: Duration.hours(1), statistic: 'Maximum' })),
      ...half,
    }),
  )
  dashboard.addWidgets(
    new GraphWidget({
      title: 'Queues',
      left: [queue, ...Object.values(dead)].map((one) => one.metricApproximateNumberOfMessagesVisible()),
      ...half,
    }),
    new GraphWidget({
      title: 'Door',
      left: [functions.door.metricInvocations(hour), functions.door.metricThrottles(hour)],
      ...half,
    }),
  )
  return dashboard
}
