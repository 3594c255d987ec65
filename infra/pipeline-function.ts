import { join } from 'node:path'
import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { explainTracing } from './acknowledge.ts'
import type { FunctionDefinition } from './functions.ts'
import { allow, type Places } from './grants.ts'
import { namesOf } from './names.ts'
import { permissions } from './permissions.ts'

export const logRetention: Readonly<Record<7 | 14 | 30, RetentionDays>> = {
  7: RetentionDays.ONE_WEEK,
  14: RetentionDays.TWO_WEEKS,
  30: RetentionDays.ONE_MONTH,
}

export interface FunctionParts extends Places {
  /** Folder of the bundles: `<dist>/<name>/index.mjs`. */
  readonly dist: string
  readonly environment: Readonly<Record<string, string>>
}

/** A role of its own with its own log group and the rows of permissions.ts; AWS's ready-made policies allow more. */
function makeRole(scope: Construct, name: FunctionDefinition['name'], logs: LogGroup, parts: FunctionParts): Role {
  const role = new Role(scope, `${name}-role`, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: `Concord ${parts.settings.stage}: ${name}`,
  })
  const write = ['logs:CreateLogStream', 'logs:PutLogEvents']
  role.addToPolicy(new PolicyStatement({ actions: write, resources: [logs.logGroupArn] }))
  allow(role, permissions[name], parts)
  explainTracing(role)
  return role
}

/** Every function of the pipeline is made here, so that none lacks a log group, a role of its own or tracing. */
export function pipelineFunction(
  scope: Construct,
  definition: FunctionDefinition,
  parts: FunctionParts,
): LambdaFunction {
  const { name, memoryMb, timeoutSeconds } = definition
  const { stage, retention, reserved_concurrency: reserved } = parts.settings
  const functionName = namesOf(stage).of(name)
  const logGroup = new LogGroup(scope, `${name}-logs`, {
    logGroupName: `/aws/lambda/${functionName}`,
    retention: logRetention[retention.logs_days],
    removalPolicy: RemovalPolicy.DESTROY,
  })
  return new LambdaFunction(scope, `${name}-function`, {
    functionName,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: Code.fromAsset(join(parts.dist, name)),
    handler: 'index.handler',
    memorySize: memoryMb,
    timeout: Duration.seconds(timeoutSeconds),
    reservedConcurrentExecutions: reserved === 'off' ? undefined : reserved[name],
    environment: { ...parts.environment },
    role: makeRole(scope, name, logGroup, parts),
    logGroup,
    tracing: Tracing.ACTIVE,
  })
}
