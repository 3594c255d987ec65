import { beforeAll, describe, expect, it } from 'vitest'
import { type Resources, synthesise } from './builders/infra.ts'
import { rules } from './builders/template-rules.ts'

let resources: Resources

beforeAll(() => {
  resources = synthesise().resources
}, 180_000)

/** Takes something away or spoils it, in a copy: the first resource of the type whose id or name matches. */
interface Harm {
  readonly type: string
  readonly which?: RegExp
  readonly spoil: (text: string) => string
}

const without = (pattern: RegExp) => (text: string) => text.replace(pattern, '')
const instead = (from: RegExp, to: string) => (text: string) => text.replace(from, to)
const wild = (text: string) =>
  text.replace(/"Action":"[^"]+","Effect":"Allow","Resource":/, '"Action":"s3:*","Effect":"Allow","Resource":')

const harms: Readonly<Record<string, readonly Harm[]>> = {
  'no action is a star': [{ type: 'AWS::IAM::Policy', spoil: wild }],
  'no resource is a star': [
    {
      type: 'AWS::IAM::Policy',
      spoil: instead(
        /"Action":"s3:ListBucket","Effect":"Allow","Resource":\{.*?\]\]\}/,
        '"Action":"s3:ListBucket","Effect":"Allow","Resource":"*"',
      ),
    },
  ],
  'nobody at large is allowed anything': [
    {
      type: 'AWS::SQS::QueuePolicy',
      spoil: instead(/"Effect":"Deny","Principal":\{"AWS":"\*"\}/, '"Effect":"Allow","Principal":{"AWS":"*"}'),
    },
  ],
  'buckets are closed to the public': [{ type: 'AWS::S3::Bucket', spoil: without(/"BlockPublicPolicy":true,/) }],
  'buckets belong to their owner': [{ type: 'AWS::S3::Bucket', spoil: without(/BucketOwnerEnforced/) }],
  'buckets speak TLS only': [
    { type: 'AWS::S3::BucketPolicy', spoil: instead(/aws:SecureTransport":"false"/, 'aws:SecureTransport":"true"') },
  ],
  'buckets are under our key, with bucket keys': [
    { type: 'AWS::S3::Bucket', which: /-lake-/, spoil: without(/"BucketKeyEnabled":true,?/) },
    { type: 'AWS::S3::Bucket', which: /-inbox-/, spoil: instead(/aws:kms/, 'AES256') },
  ],
  'buckets note who came': [
    { type: 'AWS::S3::Bucket', which: /-lake-/, spoil: without(/"DestinationBucketName":\{.*?\},?/) },
  ],
  'lake and inbox keep versions, for 30 days at most': [
    {
      type: 'AWS::S3::Bucket',
      which: /-lake-/,
      spoil: instead(
        /"VersioningConfiguration":\{"Status":"Enabled"/,
        '"VersioningConfiguration":{"Status":"Suspended"',
      ),
    },
    { type: 'AWS::S3::Bucket', which: /-inbox-/, spoil: instead(/"NoncurrentDays":30/, '"NoncurrentDays":31') },
  ],
  'stray uploads go after a day': [{ type: 'AWS::S3::Bucket', spoil: without(/"DaysAfterInitiation":1/) }],
  'query results expire': [
    { type: 'AWS::S3::Bucket', which: /-results-/, spoil: instead(/"ExpirationInDays":7/, '"ExpirationInDays":700') },
  ],
  'raw is written once': [
    { type: 'AWS::S3::BucketPolicy', which: /RawIsWrittenOnce/, spoil: instead(/s3:if-none-match/, 's3:if-match') },
  ],
  'the table can be restored and is under our key': [
    { type: 'AWS::DynamoDB::Table', spoil: without(/"PointInTimeRecoveryEnabled":true/) },
    { type: 'AWS::DynamoDB::Table', spoil: without(/,?"SSEType":"KMS"/) },
  ],
  'the key is rotated': [{ type: 'AWS::KMS::Key', spoil: without(/"EnableKeyRotation":true,/) }],
  'Athena stops wide scans and encrypts': [
    { type: 'AWS::Athena::WorkGroup', spoil: without(/"BytesScannedCutoffPerQuery":\d+,/) },
    { type: 'AWS::Athena::WorkGroup', which: /-build/, spoil: without(/"EncryptionOption":"SSE_KMS",/) },
  ],
  'settings of the workgroup for people are enforced': [
    {
      type: 'AWS::Athena::WorkGroup',
      spoil: instead(/"EnforceWorkGroupConfiguration":true/, '"EnforceWorkGroupConfiguration":false'),
    },
  ],
  'every queue has a dead-letter queue or is one': [
    {
      type: 'AWS::SQS::Queue',
      which: /RedrivePolicy/,
      spoil: without(
        /"RedrivePolicy":\{.*?\},"maxReceiveCount":\d\},?|"RedrivePolicy":\{"deadLetterTargetArn":\{.*?\},"maxReceiveCount":\d+\},?/,
      ),
    },
    { type: 'AWS::Scheduler::Schedule', spoil: without(/"DeadLetterConfig":\{.*?\]\}\},/) },
  ],
  'every dead-letter queue has an alarm': [
    {
      type: 'AWS::CloudWatch::Alarm',
      which: /schedule-dead/,
      spoil: instead(/"AlarmActions":\[.*?\],/, '"AlarmActions":[],'),
    },
  ],
  'queues speak TLS only': [
    { type: 'AWS::SQS::QueuePolicy', spoil: instead(/aws:SecureTransport":"false"/, 'aws:SecureTransport":"true"') },
  ],
  'logs end after 30 days at most': [
    { type: 'AWS::Logs::LogGroup', spoil: without(/,?"RetentionInDays":30/) },
    { type: 'AWS::Logs::LogGroup', spoil: instead(/"RetentionInDays":30/, '"RetentionInDays":90') },
  ],
  'every function logs to a group of its own': [
    { type: 'AWS::Lambda::Function', spoil: without(/"LoggingConfig":\{"LogGroup":\{.*?\}\},/) },
  ],
  'every function has its share of concurrency': [
    { type: 'AWS::Lambda::Function', spoil: without(/"ReservedConcurrentExecutions":\d+,/) },
  ],
  'every function is arm64 on Node 24': [{ type: 'AWS::Lambda::Function', spoil: instead(/nodejs24/, 'nodejs22') }],
  'every function has an alarm': [
    {
      type: 'AWS::CloudWatch::Alarm',
      which: /pull-errors/,
      spoil: instead(/FunctionName/, 'Other","Value":"x"},{"Name":"x","Value":"x"}],"Was":[{"Name":"FunctionName'),
    },
  ],
  'the environment holds no secret': [
    { type: 'AWS::Lambda::Function', spoil: instead(/"Variables":\{/, '"Variables":{"VK_ACCESS_TOKEN":"x",') },
  ],
  'the door is throttled and logged': [
    { type: 'AWS::ApiGatewayV2::Stage', spoil: instead(/"ThrottlingRateLimit":\d+/, '"ThrottlingRateLimit":0') },
    { type: 'AWS::ApiGatewayV2::Stage', spoil: instead(/"DestinationArn"/, '"NoArn"') },
  ],
  'no function has a public address': [{ type: 'AWS::Lambda::Permission', spoil: instead(/"SourceArn"/, '"NoArn"') }],
  'a batch answers for each of its messages': [
    { type: 'AWS::Lambda::EventSourceMapping', spoil: without(/"ReportBatchItemFailures"/) },
  ],
  'somebody is told of a night that failed or never came': [
    { type: 'AWS::CloudWatch::Alarm', which: /ExecutionsSucceeded/, spoil: instead(/ExecutionsSucceeded/, 'Other') },
    { type: 'AWS::CloudWatch::Alarm', which: /ExecutionsFailed/, spoil: instead(/ExecutionsFailed/, 'Other') },
  ],
  'a missed start lies in a queue': [
    { type: 'AWS::Scheduler::Schedule', spoil: without(/"DeadLetterConfig":\{.*?\]\}\},/) },
  ],
  'alerts are under our key': [{ type: 'AWS::SNS::Topic', spoil: without(/"KmsMasterKeyId":\{.*?\},?/) }],
}

function harmed(all: Resources, { type, which, spoil }: Harm): Resources {
  const found = Object.entries(all).find(([id, one]) => {
    const text = JSON.stringify(one)
    return one.Type === type && (!which || which.test(id + text)) && spoil(text) !== text
  })
  expect(found, `nothing to spoil: ${type}`).toBeDefined()
  const [id, one] = found!
  return { ...all, [id]: JSON.parse(spoil(JSON.stringify(one))) }
}

describe.each(Object.keys(rules))('%s', (name) => {
  it('holds', () => {
    expect(rules[name]!(resources)).toEqual([])
  })

  it('is missed when it is taken away', () => {
    expect(harms[name]?.length, 'a rule that was never seen to fail').toBeGreaterThan(0)
    for (const harm of harms[name]!) expect(rules[name]!(harmed(resources, harm)), String(harm.spoil)).not.toEqual([])
  })
})
