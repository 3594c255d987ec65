import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { DescribeExecutionCommand, paginateGetExecutionHistory, StartExecutionCommand } from '@aws-sdk/client-sfn'
import * as z from 'zod'
import type { Cloud } from './cloud.ts'

export interface Ended {
  readonly arn: string
  readonly name: string
  readonly status: string
  readonly error?: string | undefined
  readonly cause?: string | undefined
  readonly output?: unknown
}

const universal = 'arn:aws:scheduler:::aws-sdk:sfn:startExecution'

const started = z.object({ StateMachineArn: z.string(), Name: z.string(), Input: z.string() })

/** Starts what the Scheduler would start at that moment. Errors: a target or a right that is not there. */
export async function fire(cloud: Cloud, name: string, at: string): Promise<string> {
  const found = cloud.schedules.find((one) => one.name === name)
  if (found?.target !== universal) throw new Error(`the schedule ${name} starts no state machine: ${found?.target}`)
  const text = found.input
    .replaceAll('<aws.scheduler.execution-id>', randomUUID())
    .replaceAll('<aws.scheduler.scheduled-time>', at)
  const { StateMachineArn, Name, Input } = started.parse(JSON.parse(text))
  const refused = cloud.roles.refusal(found.role, { action: 'states:StartExecution', resources: [StateMachineArn] })
  if (refused) throw new Error(refused)
  return start(cloud, StateMachineArn, Name, Input)
}

/** Starts the machine by hand, as `concord run --on aws` does. */
export async function start(cloud: Cloud, stateMachineArn: string, name: string, input: string): Promise<string> {
  const { executionArn = '' } = await cloud.clients.sfn.send(
    new StartExecutionCommand({ stateMachineArn, name, input }),
  )
  return executionArn
}

export async function settled({ clients }: Cloud, executionArn: string): Promise<Ended> {
  for (;;) {
    const found = await clients.sfn.send(new DescribeExecutionCommand({ executionArn }))
    if (found.status !== 'RUNNING') {
      const { name = '', status = '', error, cause } = found
      return { arn: executionArn, name, status, error, cause, output: JSON.parse(found.output ?? 'null') }
    }
    await wait(100)
  }
}

/** Errors and causes of what failed on the way, oldest first. */
export async function failuresOf({ clients }: Cloud, executionArn: string): Promise<readonly string[]> {
  const found: string[] = []
  for await (const page of paginateGetExecutionHistory({ client: clients.sfn }, { executionArn })) {
    for (const event of page.events ?? []) {
      const { taskFailedEventDetails, lambdaFunctionFailedEventDetails, executionFailedEventDetails } = event
      const details = taskFailedEventDetails ?? lambdaFunctionFailedEventDetails ?? executionFailedEventDetails
      if (details) found.push(`${details.error}: ${details.cause}`)
    }
  }
  return found
}

/** States that were entered, oldest first. */
export async function statesOf({ clients }: Cloud, executionArn: string): Promise<readonly string[]> {
  const names: string[] = []
  for await (const page of paginateGetExecutionHistory({ client: clients.sfn }, { executionArn })) {
    for (const { stateEnteredEventDetails } of page.events ?? []) {
      if (stateEnteredEventDetails?.name) names.push(stateEnteredEventDetails.name)
    }
  }
  return names
}
