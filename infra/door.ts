import { RemovalPolicy, type Stack } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { HttpApi, HttpMethod, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { explain } from './acknowledge.ts'
import { namesOf } from './names.ts'
import { logRetention } from './pipeline-function.ts'
import type { StageSettings } from './settings.ts'

/** What is noted of a request: neither its query nor its headers, which may hold keys and people. */
const noted = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  error: '$context.integrationErrorMessage',
}

/** The door for webhooks: POST /hooks/{connection}[/{proof}], throttled before it reaches the function. */
export function makeDoor(stack: Stack, door: LambdaFunction, settings: StageSettings): HttpApi {
  const names = namesOf(settings.stage)
  const api = new HttpApi(stack, 'Hooks', {
    apiName: names.of('door'),
    description: 'Webhooks of connected systems',
    createDefaultStage: false,
  })
  const integration = new HttpLambdaIntegration('ToDoor', door)
  // Some systems can't sign; their proof is the last part of the path. It is no part of what is noted.
  const routes = ['/hooks/{connection}', '/hooks/{connection}/{proof+}'].flatMap((path) =>
    api.addRoutes({ path, methods: [HttpMethod.POST], integration }),
  )
  for (const route of routes) {
    explain(route, 'APIG4', 'Senders can prove themselves only by what they sign or name: the function checks it')
  }
  const logs = new LogGroup(stack, 'door-access-logs', {
    logGroupName: `/aws/vendedlogs/apis/${names.of('door')}`,
    retention: logRetention[settings.retention.logs_days],
    removalPolicy: RemovalPolicy.DESTROY,
  })
  api.addStage('Live', {
    stageName: '$default',
    autoDeploy: true,
    throttle: { rateLimit: settings.door.per_second, burstLimit: settings.door.burst },
    accessLogSettings: {
      destination: new LogGroupLogDestination(logs),
      format: AccessLogFormat.custom(JSON.stringify(noted)),
    },
  })
  return api
}
