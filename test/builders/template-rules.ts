import * as z from 'zod'
import type { Resource, Resources } from './infra.ts'

/** What is wrong with a template, a line each. */
export type Rule = (resources: Resources) => string[]

const of = (resources: Resources, type: string): [string, Resource][] =>
  Object.entries(resources).filter(([, one]) => one.Type === type)

/** Walks `a.b.c`; lists are not entered. */
export const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((found, key) => {
    const read = z.record(z.string(), z.unknown()).safeParse(found)
    return read.success ? read.data[key] : undefined
  }, value)

const text = (value: unknown): string => JSON.stringify(value) ?? ''

/** Every resource of a type for which the test fails. */
const each =
  (type: string, says: string, holds: (properties: unknown, id: string, all: Resources) => boolean): Rule =>
  (resources) =>
    of(resources, type)
      .filter(([id, one]) => !holds(one.Properties, id, resources))
      .map(([id]) => `${id}: ${says}`)

const oneOrMany = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat())
const statement = z.looseObject({
  Effect: z.string(),
  Action: oneOrMany,
  Resource: z.unknown(),
  Principal: z.unknown().optional(),
  Condition: z.unknown().optional(),
})
const policies = z.array(statement)

export type Statement = z.output<typeof statement>

export function statementsOf(resources: Resources, type: string): [string, Statement][] {
  return of(resources, type).flatMap(([id, one]) =>
    policies.parse(at(one.Properties, 'PolicyDocument.Statement')).map((found): [string, Statement] => [id, found]),
  )
}

/** These know no resources. */
const withoutResource =
  /^(xray:(Put|GetSampling)\w+|logs:\w+LogDeliver(y|ies)|logs:(Put|Describe)ResourcePolic(y|ies)|logs:DescribeLogGroups)$/

const policyTypes = ['AWS::IAM::Policy', 'AWS::S3::BucketPolicy', 'AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy']
const allowed = (resources: Resources) =>
  policyTypes.flatMap((type) => statementsOf(resources, type)).filter(([, one]) => one.Effect === 'Allow')

const isTlsOnly = (resources: Resources, type: string, list: string, id: string): boolean =>
  of(resources, type).some(
    ([, one]) =>
      text(at(one.Properties, list)).includes(`"${id}"`) &&
      policies
        .parse(at(one.Properties, 'PolicyDocument.Statement'))
        .some((found) => found.Effect === 'Deny' && at(found.Condition, 'Bool.aws:SecureTransport') === 'false'),
  )

const hasRule = (properties: unknown, wanted: RegExp) =>
  wanted.test(text(at(properties, 'LifecycleConfiguration.Rules')))
const isLogs = (properties: unknown) => text(at(properties, 'BucketName')).includes('-logs-')
const isDeadLetter = (id: string, all: Resources) =>
  Object.values(all).some((one) =>
    text([at(one.Properties, 'RedrivePolicy'), at(one.Properties, 'Target.DeadLetterConfig')]).includes(`"${id}"`),
  )
const isWatched = (id: string, all: Resources) =>
  of(all, 'AWS::CloudWatch::Alarm').some(
    ([, one]) =>
      text(at(one.Properties, 'Dimensions')).includes(id) && text(at(one.Properties, 'AlarmActions')).includes('Ref'),
  )
const secretLooking = /(secret|token|password|passwd|api[_-]?key|private)/i

export const rules: Readonly<Record<string, Rule>> = {
  'no action is a star': (all) =>
    allowed(all).flatMap(([id, { Action }]) => Action.filter((one) => one.includes('*')).map((one) => `${id}: ${one}`)),
  'no resource is a star': (all) =>
    statementsOf(all, 'AWS::IAM::Policy')
      .filter(
        ([, one]) => [one.Resource].flat().includes('*') && !one.Action.every((action) => withoutResource.test(action)),
      )
      .map(([id, one]) => `${id}: ${one.Action}`),
  'nobody at large is allowed anything': (all) =>
    allowed(all)
      .filter(([, one]) => text(one.Principal) === '{"AWS":"*"}' || one.Principal === '*')
      .map(([id]) => id),
  'buckets are closed to the public': each('AWS::S3::Bucket', 'public', (properties) =>
    ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].every(
      (one) => at(properties, `PublicAccessBlockConfiguration.${one}`) === true,
    ),
  ),
  'buckets belong to their owner': each('AWS::S3::Bucket', 'access lists', (properties) =>
    text(at(properties, 'OwnershipControls')).includes('BucketOwnerEnforced'),
  ),
  'buckets speak TLS only': each('AWS::S3::Bucket', 'no TLS', (_, id, all) =>
    isTlsOnly(all, 'AWS::S3::BucketPolicy', 'Bucket', id),
  ),
  'buckets are under our key, with bucket keys': each('AWS::S3::Bucket', 'no key', (properties) => {
    const encryption = text(at(properties, 'BucketEncryption'))
    return isLogs(properties) || (/aws:kms/.test(encryption) && /"BucketKeyEnabled":true/.test(encryption))
  }),
  'buckets note who came': each(
    'AWS::S3::Bucket',
    'no access log',
    (properties) => isLogs(properties) || at(properties, 'LoggingConfiguration.DestinationBucketName') !== undefined,
  ),
  'lake and inbox keep versions, for 30 days at most': each(
    'AWS::S3::Bucket',
    'versions',
    (properties) =>
      !/-(lake|inbox)-/.test(text(at(properties, 'BucketName'))) ||
      (at(properties, 'VersioningConfiguration.Status') === 'Enabled' &&
        hasRule(properties, /"NoncurrentDays":([12]?\d|30)[,}]/)),
  ),
  'stray uploads go after a day': each('AWS::S3::Bucket', 'stray uploads', (properties) =>
    hasRule(properties, /"DaysAfterInitiation":1[,}]/),
  ),
  'query results expire': each(
    'AWS::S3::Bucket',
    'kept for ever',
    (properties) =>
      !/-results-/.test(text(at(properties, 'BucketName'))) || hasRule(properties, /"ExpirationInDays":7[,}]/),
  ),
  'raw is written once': (all) =>
    statementsOf(all, 'AWS::S3::BucketPolicy').some(
      ([, one]) =>
        one.Effect === 'Deny' &&
        text(one.Resource).includes('/raw/*') &&
        text(one.Condition).includes('s3:if-none-match'),
    )
      ? []
      : ['raw/ may be overwritten'],
  'the table can be restored and is under our key': each(
    'AWS::DynamoDB::Table',
    'table',
    (properties) =>
      at(properties, 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled') === true &&
      at(properties, 'SSESpecification.SSEType') === 'KMS',
  ),
  'the key is rotated': each(
    'AWS::KMS::Key',
    'no rotation',
    (properties) => at(properties, 'EnableKeyRotation') === true,
  ),
  'Athena stops wide scans and encrypts': each(
    'AWS::Athena::WorkGroup',
    'settings',
    (properties) =>
      Number(at(properties, 'WorkGroupConfiguration.BytesScannedCutoffPerQuery')) > 0 &&
      at(properties, 'WorkGroupConfiguration.ResultConfiguration.EncryptionConfiguration.EncryptionOption') ===
        'SSE_KMS',
  ),
  'settings of the workgroup for people are enforced': each(
    'AWS::Athena::WorkGroup',
    'not enforced',
    (properties) =>
      text(at(properties, 'Name')).includes('-build') ||
      at(properties, 'WorkGroupConfiguration.EnforceWorkGroupConfiguration') === true,
  ),
  'every queue has a dead-letter queue or is one': each(
    'AWS::SQS::Queue',
    'nothing catches its failures',
    (properties, id, all) => at(properties, 'RedrivePolicy') !== undefined || isDeadLetter(id, all),
  ),
  'every dead-letter queue has an alarm': each('AWS::SQS::Queue', 'nobody is told', (_, id, all) => isWatched(id, all)),
  'queues speak TLS only': each('AWS::SQS::Queue', 'no TLS', (_, id, all) =>
    isTlsOnly(all, 'AWS::SQS::QueuePolicy', 'Queues', id),
  ),
  'logs end after 30 days at most': each('AWS::Logs::LogGroup', 'retention', (properties) => {
    const days = Number(at(properties, 'RetentionInDays'))
    return days > 0 && days <= 30
  }),
  'every function logs to a group of its own': each(
    'AWS::Lambda::Function',
    'no log group',
    (properties) => at(properties, 'LoggingConfig.LogGroup') !== undefined,
  ),
  'every function has its share of concurrency': each(
    'AWS::Lambda::Function',
    'unbounded',
    (properties) => Number(at(properties, 'ReservedConcurrentExecutions')) > 0,
  ),
  'every function is arm64 on Node 24': each(
    'AWS::Lambda::Function',
    'runtime',
    (properties) => at(properties, 'Runtime') === 'nodejs24.x' && text(at(properties, 'Architectures')) === '["arm64"]',
  ),
  'every function has an alarm': each('AWS::Lambda::Function', 'nobody is told', (_, id, all) => isWatched(id, all)),
  'the environment holds no secret': (all) =>
    of(all, 'AWS::Lambda::Function').flatMap(([id, one]) =>
      Object.keys(z.record(z.string(), z.unknown()).parse(at(one.Properties, 'Environment.Variables')))
        // The prefix says where secrets are named, not what they are.
        .filter((name) => secretLooking.test(name) && name !== 'SECRETS_PREFIX')
        .map((name) => `${id}: ${name}`),
    ),
  'the door is throttled and logged': each(
    'AWS::ApiGatewayV2::Stage',
    'open door',
    (properties) =>
      Number(at(properties, 'DefaultRouteSettings.ThrottlingRateLimit')) > 0 &&
      Number(at(properties, 'DefaultRouteSettings.ThrottlingBurstLimit')) > 0 &&
      at(properties, 'AccessLogSettings.DestinationArn') !== undefined,
  ),
  'no function has a public address': (all) =>
    [
      ...of(all, 'AWS::Lambda::Url'),
      ...of(all, 'AWS::Lambda::Permission').filter(([, one]) => !at(one.Properties, 'SourceArn')),
    ].map(([id]) => id),
  'a batch answers for each of its messages': each('AWS::Lambda::EventSourceMapping', 'whole batches', (properties) =>
    text(at(properties, 'FunctionResponseTypes')).includes('ReportBatchItemFailures'),
  ),
  'somebody is told of a night that failed or never came': (all) =>
    ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsSucceeded']
      .filter((name) => !of(all, 'AWS::CloudWatch::Alarm').some(([, one]) => at(one.Properties, 'MetricName') === name))
      .map((name) => `no alarm on ${name}`),
  'a missed start lies in a queue': each(
    'AWS::Scheduler::Schedule',
    'lost starts',
    (properties) =>
      at(properties, 'Target.DeadLetterConfig.Arn') !== undefined &&
      text(at(properties, 'Target.Input')).includes('Name'),
  ),
  'alerts are under our key': each(
    'AWS::SNS::Topic',
    'no key',
    (properties) => at(properties, 'KmsMasterKeyId') !== undefined,
  ),
}
