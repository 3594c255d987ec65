import type { Resources } from '../infra.ts'
import { at, each, instead, isTlsOnly, isWatched, of, type Proven, text, without } from './rule.ts'

const isDeadLetter = (id: string, all: Resources) =>
  Object.values(all).some((one) =>
    text([at(one.Properties, 'RedrivePolicy'), at(one.Properties, 'Target.DeadLetterConfig')]).includes(`"${id}"`),
  )

export const queuesRules: Readonly<Record<string, Proven>> = {
  'every queue has a dead-letter queue or is one': {
    holds: each(
      'AWS::SQS::Queue',
      'nothing catches its failures',
      (properties, id, all) => at(properties, 'RedrivePolicy') !== undefined || isDeadLetter(id, all),
    ),
    harms: [
      {
        type: 'AWS::SQS::Queue',
        which: /RedrivePolicy/,
        spoil: without(
          /"RedrivePolicy":\{.*?\},"maxReceiveCount":\d\},?|"RedrivePolicy":\{"deadLetterTargetArn":\{.*?\},"maxReceiveCount":\d+\},?/,
        ),
      },
      { type: 'AWS::Scheduler::Schedule', spoil: without(/"DeadLetterConfig":\{.*?\]\}\},/) },
    ],
  },
  'every dead-letter queue has an alarm': {
    holds: each('AWS::SQS::Queue', 'nobody is told', (_, id, all) => isWatched(id, all)),
    harms: [
      {
        type: 'AWS::CloudWatch::Alarm',
        which: /schedule-dead/,
        spoil: instead(/"AlarmActions":\[.*?\],/, '"AlarmActions":[],'),
      },
    ],
  },
  'queues speak TLS only': {
    holds: each('AWS::SQS::Queue', 'no TLS', (_, id, all) => isTlsOnly(all, 'AWS::SQS::QueuePolicy', 'Queues', id)),
    harms: [
      { type: 'AWS::SQS::QueuePolicy', spoil: instead(/aws:SecureTransport":"false"/, 'aws:SecureTransport":"true"') },
    ],
  },
  'a missed start lies in a queue': {
    holds: each(
      'AWS::Scheduler::Schedule',
      'lost starts',
      (properties) =>
        at(properties, 'Target.DeadLetterConfig.Arn') !== undefined &&
        text(at(properties, 'Target.Input')).includes('Name'),
    ),
    harms: [{ type: 'AWS::Scheduler::Schedule', spoil: without(/"DeadLetterConfig":\{.*?\]\}\},/) }],
  },
  'somebody is told of a night that failed or never came': {
    holds: (all) =>
      ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsSucceeded']
        .filter(
          (name) => !of(all, 'AWS::CloudWatch::Alarm').some(([, one]) => at(one.Properties, 'MetricName') === name),
        )
        .map((name) => `no alarm on ${name}`),
    harms: [
      { type: 'AWS::CloudWatch::Alarm', which: /ExecutionsSucceeded/, spoil: instead(/ExecutionsSucceeded/, 'Other') },
      { type: 'AWS::CloudWatch::Alarm', which: /ExecutionsFailed/, spoil: instead(/ExecutionsFailed/, 'Other') },
    ],
  },
  'the door is throttled and logged': {
    holds: each(
      'AWS::ApiGatewayV2::Stage',
      'open door',
      (properties) =>
        Number(at(properties, 'DefaultRouteSettings.ThrottlingRateLimit')) > 0 &&
        Number(at(properties, 'DefaultRouteSettings.ThrottlingBurstLimit')) > 0 &&
        at(properties, 'AccessLogSettings.DestinationArn') !== undefined,
    ),
    harms: [
      { type: 'AWS::ApiGatewayV2::Stage', spoil: instead(/"ThrottlingRateLimit":\d+/, '"ThrottlingRateLimit":0') },
      { type: 'AWS::ApiGatewayV2::Stage', spoil: instead(/"DestinationArn"/, '"NoArn"') },
    ],
  },
}
