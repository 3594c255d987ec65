import { RemovalPolicy, type Stack } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { explainTracing } from './acknowledge.ts'
import type { FunctionName } from './functions.ts'
import { allow, type Places } from './grants.ts'
import { machinePermissions } from './machine-permissions.ts'
import { namesOf } from './names.ts'
import { nightlyDefinition } from './nightly-definition.ts'
import { logRetention } from './pipeline-function.ts'

export type Functions = Readonly<Record<FunctionName, LambdaFunction>>

const invoked: readonly FunctionName[] = ['pull', 'aggregate', 'report', 'deliver']

/** Tracing is granted by CDK. A role of our own, for the tasks are plain ASL and nothing else would grant their rights. */
function makeRole(stack: Stack, functions: Functions, places: Places): Role {
  const role = new Role(stack, 'nightly-role', {
    assumedBy: new ServicePrincipal('states.amazonaws.com'),
    description: `Concord ${places.settings.stage}: the nightly run`,
  })
  const resources = invoked.map((name) => functions[name].functionArn)
  role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources }))
  allow(role, machinePermissions, places)
  explainTracing(role, '; nor has the delivery of logs')
  return role
}

export function nightlyMachine(stack: Stack, functions: Functions, places: Places): StateMachine {
  const { settings } = places
  const names = namesOf(settings.stage)
  const definition = nightlyDefinition({
    arnOf: (name) => functions[name].functionArn,
    workgroup: names.buildWorkgroup,
    results: `s3://${names.bucket('results', stack.account)}/builds/`,
  })
  const logs = new LogGroup(stack, 'nightly-logs', {
    // Below this prefix AWS needs no growing resource policy to deliver.
    logGroupName: `/aws/vendedlogs/states/${names.machine}`,
    retention: logRetention[settings.retention.logs_days],
    removalPolicy: RemovalPolicy.DESTROY,
  })
  return new StateMachine(stack, 'nightly', {
    stateMachineName: names.machine,
    definitionBody: DefinitionBody.fromString(stack.toJsonString(definition)),
    role: makeRole(stack, functions, places),
    tracingEnabled: true,
    // Without data: statements and summaries may name things of the company.
    logs: { destination: logs, level: LogLevel.ALL, includeExecutionData: false },
  })
}
