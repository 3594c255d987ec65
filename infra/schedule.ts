import { type Stack, TimeZone } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { explain } from './acknowledge.ts'
import { dailyCron } from './cron.ts'
import { makeQueue } from './inbox.ts'
import { namesOf } from './names.ts'
import type { StageSettings } from './settings.ts'

/** Starts the machine each day at the company's own hour; what couldn't be started lies in a queue that has an alarm. */
export function makeSchedule(stack: Stack, machine: StateMachine, settings: StageSettings): Queue {
  const names = namesOf(settings.stage)
  const dead = makeQueue(stack, 'ScheduleDead', names.of('schedule-dead'))
  explain(dead, 'SQS3', 'It is the dead-letter queue of the schedule, which cdk-nag does not see')
  const role = new Role(stack, 'schedule-role', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
    description: `Concord ${settings.stage}: starts the nightly run`,
  })
  role.addToPolicy(new PolicyStatement({ actions: ['states:StartExecution'], resources: [machine.stateMachineArn] }))
  role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [dead.queueArn] }))
  new CfnSchedule(stack, 'Schedule', {
    name: names.machine,
    description: 'One run a night',
    scheduleExpression: dailyCron(settings.nightly),
    scheduleExpressionTimezone: TimeZone.of(settings.zone).timezoneName,
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      // The universal target, because only it can name the execution.
      arn: `arn:${stack.partition}:scheduler:::aws-sdk:sfn:startExecution`,
      roleArn: role.roleArn,
      input: stack.toJsonString({
        StateMachineArn: machine.stateMachineArn,
        Name: 'nightly-<aws.scheduler.execution-id>',
        Input: '{}',
      }),
      retryPolicy: { maximumRetryAttempts: 10, maximumEventAgeInSeconds: 3600 },
      deadLetterConfig: { arn: dead.queueArn },
    },
  })
  return dead
}
