import { type App, CfnOutput, Duration, Stack } from 'aws-cdk-lib'
import { EventSourceMapping, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { makeAlarms } from './alarms.ts'
import { makeDashboard } from './dashboard.ts'
import { makeDoor } from './door.ts'
import { environmentOf } from './environment.ts'
import { functions as definitions } from './functions.ts'
import type { Places } from './grants.ts'
import { namesOf } from './names.ts'
import { type Functions, nightlyMachine } from './nightly-machine.ts'
import { pipelineFunction } from './pipeline-function.ts'
import { makeSchedule } from './schedule.ts'
import type { StageSettings } from './settings.ts'
import type { Storage } from './storage-stack.ts'

function makeAlerts(stack: Stack, settings: StageSettings, storage: Storage): Topic {
  const topic = new Topic(stack, 'Alerts', {
    topicName: namesOf(settings.stage).of('alerts'),
    masterKey: storage.key,
    enforceSSL: true,
  })
  for (const address of settings.mail.to) topic.addSubscription(new EmailSubscription(address))
  return topic
}

function makeFunctions(stack: Stack, places: Places, dist: string): Functions {
  const { settings, alerts } = places
  const environment = environmentOf(settings, stack.account, alerts)
  const made = definitions.map((one) => [one.name, pipelineFunction(stack, one, { ...places, dist, environment })])
  return Object.fromEntries(made) as Functions
}

/** Uploads come in bunches: a short wait makes one sync of them. What failed in a batch alone comes again. */
function feed(stack: Stack, inbox: LambdaFunction, queue: Queue): void {
  new EventSourceMapping(stack, 'InboxSource', {
    target: inbox,
    eventSourceArn: queue.queueArn,
    batchSize: 10,
    maxBatchingWindow: Duration.seconds(20),
    maxConcurrency: 2,
    reportBatchItemFailures: true,
  })
}

/** All that works and nothing that is kept: it may be destroyed and deployed again. `dist`: folder of the bundles. */
export function makePipeline(app: App, settings: StageSettings, storage: Storage, dist: string): Stack {
  const { stage, account, region } = settings
  const stack = new Stack(app, 'Pipeline', {
    stackName: namesOf(stage).pipelineStack,
    env: { account, region },
    description: `Concord ${stage}: what works`,
  })
  const alerts = makeAlerts(stack, settings, storage)
  const places = { stack, storage, alerts, settings }
  const functions = makeFunctions(stack, places, dist)
  const { queue, dead } = storage.inbox
  feed(stack, functions.inbox, queue)
  const machine = nightlyMachine(stack, functions, places)
  const scheduleDead = makeSchedule(stack, machine, settings)
  const door = makeDoor(stack, functions.door, settings)
  const watched = {
    functions,
    machine,
    queue,
    dead: { 'inbox-dead': dead, 'schedule-dead': scheduleDead },
    topic: alerts,
  }
  makeDashboard(stack, stage, watched, makeAlarms(stack, stage, watched))
  new CfnOutput(stack, 'NightlyArn', { value: machine.stateMachineArn })
  new CfnOutput(stack, 'DoorUrl', { value: `${door.apiEndpoint}/hooks/` })
  new CfnOutput(stack, 'AlertTopicArn', { value: alerts.topicArn })
  return stack
}
