import { Duration, type Stack } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { namesOf } from './names.ts'
import type { Functions } from './nightly-machine.ts'

export interface Watched {
  readonly functions: Functions
  readonly machine: StateMachine
  /** Queues in which nothing should lie. */
  readonly dead: Readonly<Record<string, Queue>>
  readonly queue: Queue
  readonly topic: ITopic
}

const fiveMinutes = { period: Duration.minutes(5), statistic: 'Sum' }

function alarm(stack: Stack, stage: string, name: string, metric: IMetric, says: string, above = 0): Alarm {
  return new Alarm(stack, `alarm-${name}`, {
    alarmName: namesOf(stage).of(name),
    alarmDescription: says,
    metric,
    threshold: above,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  })
}

/** Silence is the failure here: no night has succeeded for 30 hours. */
function staleness(stack: Stack, stage: string, machine: StateMachine): Alarm {
  return new Alarm(stack, 'alarm-stale', {
    alarmName: namesOf(stage).of('stale'),
    alarmDescription: 'No nightly run has succeeded for 30 hours: the report shows older numbers',
    metric: machine.metricSucceeded({ period: Duration.hours(6), statistic: 'Sum' }),
    threshold: 1,
    evaluationPeriods: 5,
    datapointsToAlarm: 5,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.BREACHING,
  })
}

/** Every alarm there is, each telling the same topic. */
export function makeAlarms(stack: Stack, stage: string, watched: Watched): readonly Alarm[] {
  const { functions, machine, dead, queue, topic } = watched
  const make = (name: string, metric: IMetric, says: string, above?: number) =>
    alarm(stack, stage, name, metric, says, above)
  const alarms = [
    ...Object.entries(dead).map(([name, one]) =>
      make(name, one.metricApproximateNumberOfMessagesVisible(), `Messages lie in ${name}: nobody works on them`),
    ),
    make(
      'inbox-age',
      queue.metricApproximateAgeOfOldestMessage(),
      'An upload has waited for six hours',
      Duration.hours(6).toSeconds(),
    ),
    ...Object.entries(functions).map(([name, one]) =>
      make(`${name}-errors`, one.metricErrors(fiveMinutes), `${name} failed; its log says where`),
    ),
    make('door-throttles', functions.door.metricThrottles(fiveMinutes), 'Webhooks were turned away: senders try again'),
    make('nightly-failed', machine.metricFailed(fiveMinutes), 'The nightly run failed: concord run --on aws'),
    make('nightly-timed-out', machine.metricTimedOut(fiveMinutes), 'The nightly run took longer than six hours'),
    staleness(stack, stage, machine),
  ]
  for (const one of alarms) one.addAlarmAction(new SnsAction(topic))
  return alarms
}
