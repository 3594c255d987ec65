import { CreateTableCommand } from '@aws-sdk/client-dynamodb'
import { CreateDatabaseCommand, CreateTableCommand as CreateGlueTableCommand } from '@aws-sdk/client-glue'
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3'
import { CreateStateMachineCommand } from '@aws-sdk/client-sfn'
import { CreateTopicCommand } from '@aws-sdk/client-sns'
import * as z from 'zod'
import type { Cloud } from './cloud.ts'

/** What Ref and GetAtt of a resource answer. */
export interface Made {
  readonly ref: string
  readonly attributes?: Readonly<Record<string, string>>
}

type Make = (id: string, properties: Record<string, unknown>, cloud: Cloud) => Made | Promise<Made>

/** Checks what is read of a resource's properties; whatever else stands there is of no account here. */
const maker =
  <S extends z.ZodType>(schema: S, make: (id: string, own: z.output<S>, cloud: Cloud) => Made | Promise<Made>): Make =>
  (id, properties, cloud) =>
    make(id, schema.parse(properties), cloud)

/** Stands for what has no effect that could be seen here. */
const noted =
  (attributes: (id: string, cloud: Cloud) => Readonly<Record<string, string>> = () => ({})): Make =>
  (id, _, cloud) => ({ ref: id, attributes: attributes(id, cloud) })

const text = z.string()
const policy = z.object({ PolicyName: text, PolicyDocument: z.unknown() })

const role = maker(z.object({ Policies: z.array(policy).default([]) }), (id, own, { roles, arn }) => {
  const Arn = arn('iam', `role/${id}`)
  for (const { PolicyDocument } of own.Policies) roles.add(Arn, PolicyDocument)
  return { ref: id, attributes: { Arn } }
})

const rolePolicy = maker(
  z.object({ Roles: z.array(text), PolicyDocument: z.unknown() }),
  (id, { Roles, PolicyDocument }, { roles, arn }) => {
    for (const name of Roles) roles.add(arn('iam', `role/${name}`), PolicyDocument)
    return { ref: id }
  },
)

const bucket = maker(
  z.object({
    BucketName: text,
    VersioningConfiguration: z.object({ Status: z.literal('Enabled') }).optional(),
    NotificationConfiguration: z
      .object({ QueueConfigurations: z.array(z.object({ Event: z.literal('s3:ObjectCreated:*'), Queue: text })) })
      .optional(),
  }),
  async (_, { BucketName: Bucket, VersioningConfiguration, NotificationConfiguration: told }, { clients, place }) => {
    const LocationConstraint = place.region as 'eu-central-1'
    await clients.s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }))
    if (VersioningConfiguration) {
      await clients.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }))
    }
    if (told) {
      const QueueConfigurations = told.QueueConfigurations.map(({ Event, Queue }) => ({
        Events: [Event],
        QueueArn: Queue,
      }))
      const NotificationConfiguration = { QueueConfigurations }
      await clients.s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }))
    }
    return { ref: Bucket, attributes: { Arn: `arn:aws:s3:::${Bucket}` } }
  },
)

const table = maker(
  z.object({
    TableName: text,
    KeySchema: z.array(z.object({ AttributeName: text, KeyType: z.literal('HASH') })),
    AttributeDefinitions: z.array(z.object({ AttributeName: text, AttributeType: z.literal('S') })),
    BillingMode: z.literal('PAY_PER_REQUEST'),
  }),
  async (_, own, { clients, arn }) => {
    await clients.dynamodb.send(new CreateTableCommand(own))
    return { ref: own.TableName, attributes: { Arn: arn('dynamodb', `table/${own.TableName}`) } }
  },
)

const queue = maker(
  z.object({ QueueName: text, VisibilityTimeout: z.int().default(30), RedrivePolicy: z.unknown().optional() }),
  async (_, { QueueName, VisibilityTimeout, RedrivePolicy }, { call, arn }) => {
    const redrive = RedrivePolicy ? { RedrivePolicy: JSON.stringify(RedrivePolicy) } : {}
    const Attributes = { VisibilityTimeout: String(VisibilityTimeout), ...redrive }
    const made = await call('sqs', { target: 'AmazonSQS.CreateQueue' }, { QueueName, Attributes })
    return { ref: String(made.QueueUrl), attributes: { Arn: arn('sqs', QueueName), QueueName } }
  },
)

const key: Make = async (_, __, { call }) => {
  const made = await call('kms', { target: 'TrentService.CreateKey' }, {})
  const found = z.object({ KeyMetadata: z.object({ KeyId: text, Arn: text }) }).parse(made).KeyMetadata
  return { ref: found.KeyId, attributes: { Arn: found.Arn, KeyId: found.KeyId } }
}

const topic = maker(z.object({ TopicName: text }), async (_, { TopicName }, { clients }) => {
  const { TopicArn = '' } = await clients.sns.send(new CreateTopicCommand({ Name: TopicName }))
  return { ref: TopicArn, attributes: { TopicArn, TopicName } }
})

const database = maker(z.object({ DatabaseInput: z.object({ Name: text }) }), async (_, own, { clients }) => {
  await clients.glue.send(new CreateDatabaseCommand(own))
  return { ref: own.DatabaseInput.Name }
})

const glueTable = maker(
  z.object({ DatabaseName: text, TableInput: z.looseObject({ Name: text }) }),
  async (_, { DatabaseName, TableInput }, { clients }) => {
    await clients.glue.send(new CreateGlueTableCommand({ DatabaseName, TableInput }))
    return { ref: TableInput.Name }
  },
)

const workgroup = maker(
  z.object({
    Name: text,
    WorkGroupConfiguration: z.object({
      EnforceWorkGroupConfiguration: z.boolean(),
      BytesScannedCutoffPerQuery: z.number(),
      ResultConfiguration: z.object({ OutputLocation: text }),
    }),
  }),
  (_, { Name, WorkGroupConfiguration }, { workgroups }) => {
    workgroups[Name] = WorkGroupConfiguration
    return { ref: Name }
  },
)

const lambdaFunction = maker(
  z.object({
    FunctionName: text,
    Handler: text,
    Role: text,
    MemorySize: z.int(),
    Timeout: z.int(),
    ReservedConcurrentExecutions: z.int().default(10),
    Code: z.object({ S3Key: text }),
    Environment: z.object({ Variables: z.record(text, text) }),
  }),
  (_, own, { lambda, arn, assetOf }) => {
    const Arn = arn('lambda', `function:${own.FunctionName}`)
    lambda.register({
      name: own.FunctionName,
      arn: Arn,
      role: own.Role,
      dir: assetOf(own.Code.S3Key),
      handler: own.Handler,
      memoryMb: own.MemorySize,
      timeoutSeconds: own.Timeout,
      concurrency: own.ReservedConcurrentExecutions,
      environment: own.Environment.Variables,
    })
    return { ref: own.FunctionName, attributes: { Arn } }
  },
)

const machine = maker(
  z.object({ StateMachineName: text, DefinitionString: text, RoleArn: text }),
  async (_, { StateMachineName: name, DefinitionString: definition, RoleArn: roleArn }, cloud) => {
    const { stateMachineArn = '' } = await cloud.clients.sfn.send(
      new CreateStateMachineCommand({ name, definition, roleArn }),
    )
    cloud.machines.push({ arn: stateMachineArn, role: roleArn })
    return { ref: stateMachineArn, attributes: { Arn: stateMachineArn, Name: name } }
  },
)

const schedule = maker(
  z.object({
    Name: text,
    ScheduleExpression: text,
    ScheduleExpressionTimezone: text,
    Target: z.object({ Arn: text, RoleArn: text, Input: text }),
  }),
  (_, own, { schedules }) => {
    schedules.push({ name: own.Name, target: own.Target.Arn, role: own.Target.RoleArn, input: own.Target.Input })
    return { ref: own.Name }
  },
)

const mapping = maker(
  z.object({ BatchSize: z.int(), EventSourceArn: text, FunctionName: text }),
  (id, own, { mappings }) => {
    mappings.push({ queue: own.EventSourceArn, function: own.FunctionName, batchSize: own.BatchSize })
    return { ref: id }
  },
)

const integration = maker(z.object({ IntegrationUri: text }), (id, { IntegrationUri }, { integrations }) => {
  integrations.set(id, String(IntegrationUri.split(':').at(-1)))
  return { ref: id }
})

const route = maker(
  z.object({ RouteKey: text, Target: text }),
  (id, { RouteKey, Target }, { routes, integrations }) => {
    const name = integrations.get(String(Target.split('/').at(-1)))
    if (!name) throw new Error(`${id} leads nowhere: ${Target}`)
    routes.push({ key: RouteKey, function: name })
    return { ref: id }
  },
)

/** Each type of the template. One that is not here stops the deployment: nothing is left out unseen. */
export const makers: Readonly<Record<string, Make>> = {
  'AWS::ApiGatewayV2::Api': noted(() => ({ ApiEndpoint: 'https://door.local' })),
  'AWS::ApiGatewayV2::Integration': integration,
  'AWS::ApiGatewayV2::Route': route,
  'AWS::ApiGatewayV2::Stage': noted(),
  'AWS::Athena::WorkGroup': workgroup,
  'AWS::CloudWatch::Alarm': noted((id, { arn }) => ({ Arn: arn('cloudwatch', `alarm:${id}`) })),
  'AWS::CloudWatch::Dashboard': noted(),
  'AWS::DynamoDB::Table': table,
  'AWS::Glue::Database': database,
  'AWS::Glue::Table': glueTable,
  'AWS::IAM::Policy': rolePolicy,
  'AWS::IAM::Role': role,
  'AWS::KMS::Alias': noted(),
  'AWS::KMS::Key': key,
  'AWS::Lambda::EventSourceMapping': mapping,
  'AWS::Lambda::Function': lambdaFunction,
  'AWS::Lambda::Permission': noted(),
  'AWS::Logs::LogGroup': noted((id, { arn }) => ({ Arn: arn('logs', `log-group:${id}:*`) })),
  'AWS::S3::Bucket': bucket,
  'AWS::S3::BucketPolicy': noted(),
  'AWS::SNS::Subscription': noted(),
  'AWS::SNS::Topic': topic,
  'AWS::SNS::TopicPolicy': noted(),
  'AWS::SQS::Queue': queue,
  'AWS::SQS::QueuePolicy': noted(),
  'AWS::Scheduler::Schedule': schedule,
  'AWS::StepFunctions::StateMachine': machine,
}
