import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn'
import { awsFailure } from '#shared/aws/failure.ts'

export interface Execution {
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE'
  readonly error?: string
  readonly cause?: string
}

/** The nightly machine of a stage, as far as we follow it. `name` is the execution's. */
export interface Machine {
  start(name: string, input: { as_of?: string }): Promise<void>
  look(name: string): Promise<Execution>
  /** Names of the states entered so far, in order. */
  entered(name: string): Promise<readonly string[]>
}

/** `arn:…:stateMachine:x` and a name are `arn:…:execution:x:name`. */
const executionArn = (machine: string, name: string) => `${machine.replace(':stateMachine:', ':execution:')}:${name}`

/** Errors: Unavailable, FixConfig where AWS refuses. */
export function machineAt(stateMachineArn: string, client: SFNClient): Machine {
  const at = (operation: string) => awsFailure({ who: 'nightly', operation, at: stateMachineArn })
  return {
    async start(name, input) {
      const command = new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) })
      await client.send(command).catch(at('StartExecution'))
    },
    async look(name) {
      const command = new DescribeExecutionCommand({ executionArn: executionArn(stateMachineArn, name) })
      const { status, error, cause } = await client.send(command).catch(at('DescribeExecution'))
      return { status: status ?? 'RUNNING', error, cause }
    },
    async entered(name) {
      const names: string[] = []
      let nextToken: string | undefined
      do {
        const asked = { executionArn: executionArn(stateMachineArn, name), maxResults: 1000, nextToken }
        const page = await client.send(new GetExecutionHistoryCommand(asked)).catch(at('GetExecutionHistory'))
        for (const { stateEnteredEventDetails } of page.events ?? []) {
          if (stateEnteredEventDetails?.name) names.push(stateEnteredEventDetails.name)
        }
        nextToken = page.nextToken
      } while (nextToken)
      return names
    },
  }
}

export const machineIn = (region: string, arn: string): Machine => machineAt(arn, new SFNClient({ region }))
