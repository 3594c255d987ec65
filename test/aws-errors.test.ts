import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { mockClient } from 'aws-sdk-client-mock'
import { describe, expect, it } from 'vitest'
import { memoryLake } from '#shared/lake/memory.ts'
import { s3Lake } from '#shared/lake/s3.ts'
import { sesSender } from '#shared/outbox/ses.ts'
import { snsSender } from '#shared/outbox/sns.ts'
import { secretsManagerSecrets } from '#shared/secrets/secrets-manager.ts'
import { dynamoState } from '#shared/state/dynamodb.ts'
import { testClock } from '#test/contracts/state.ts'

/** An answer of the service as the SDK throws it. */
const said = (name: string, httpStatusCode: number, message = 'said the service') =>
  new S3ServiceException({
    name,
    message,
    $fault: httpStatusCode < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode },
  })
const offline = (code: string) => Object.assign(new Error(`connect ${code}`), { code })
const timeout = Object.assign(new Error('no answer in 20000 ms'), { name: 'TimeoutError' })
const bytes = new Uint8Array([1])
const config = { region: 'eu-central-1' }

describe('lake on S3', () => {
  const lakeOf = () => {
    const client = new S3Client(config)
    return { s3: mockClient(client), client, lake: s3Lake({ client, bucket: 'b' }) }
  }

  it.each([
    ['SlowDown', said('SlowDown', 503), 'Unavailable'],
    ['a 500', said('InternalError', 500), 'Unavailable'],
    ['no network', offline('ENOTFOUND'), 'Unavailable'],
    ['a time-out', timeout, 'Unavailable'],
    ['a refusal', said('AccessDenied', 403), 'FixConfig'],
    ['no credentials', Object.assign(new Error('none'), { name: 'CredentialsProviderError' }), 'FixConfig'],
    ['no such bucket', said('NoSuchBucket', 404), 'FixConfig'],
  ])('%s is an error that names operation and key', async (_, error, name) => {
    const { s3, lake } = lakeOf()
    s3.rejects(error)
    const problem = { name, problems: [{ who: 'lake', where: expect.stringContaining('s3://b/raw/x') }] }
    await expect(lake.get('raw/x')).rejects.toMatchObject(problem)
    await expect(lake.head('raw/x')).rejects.toMatchObject(problem)
    await expect(lake.put('raw/x', bytes, 'absent')).rejects.toMatchObject(problem)
    await expect(lake.list('raw/x')).rejects.toMatchObject(problem)
    await expect(lake.delete('raw/x')).rejects.toMatchObject(problem)
  })

  it('tells what is absent from what is refused, also for a HEAD without words', async () => {
    const { s3, lake } = lakeOf()
    s3.on(HeadObjectCommand)
      .rejectsOnce(said('NotFound', 404))
      .rejectsOnce(said('403', 403, 'UnknownError'))
    expect(await lake.head('raw/x')).toBeUndefined()
    await expect(lake.head('raw/x')).rejects.toMatchObject({ name: 'FixConfig', code: 'ACCESS' })
    s3.on(GetObjectCommand).rejects(said('NoSuchKey', 404))
    expect(await lake.get('raw/x')).toBeUndefined()
  })

  it('asks again after a clash with another conditional put', async () => {
    const { s3, lake } = lakeOf()
    const clash = said('ConditionalRequestConflict', 409)
    s3.on(PutObjectCommand).rejectsOnce(clash).rejectsOnce(clash).resolves({ ETag: '"e"' })
    expect(await lake.put('raw/x', bytes, 'absent')).toEqual({ done: true, etag: 'e' })
  })

  it('knows its own object where the answer of the first try was lost', async () => {
    const { s3, lake } = lakeOf()
    s3.on(PutObjectCommand).rejects(said('PreconditionFailed', 412))
    s3.on(HeadObjectCommand).callsFake(() => {
      const { Metadata } = s3.commandCalls(PutObjectCommand)[0]!.args[0].input
      return { ETag: '"mine"', ContentLength: 1, Metadata }
    })
    expect(await lake.put('raw/x', bytes, 'absent')).toEqual({ done: true, etag: 'mine' })
    s3.on(HeadObjectCommand).resolves({ ETag: '"other"', ContentLength: 1, Metadata: { attempt: 'another' } })
    expect(await lake.put('raw/x', bytes, 'absent')).toEqual({ done: false, etag: 'other' })
  })

  it('encrypts with the key that it was given', async () => {
    const { s3, client } = lakeOf()
    s3.on(PutObjectCommand).resolves({ ETag: '"e"' })
    await s3Lake({ client, bucket: 'b', kmsKeyId: 'k' }).put('r/index.html', bytes, 'absent')
    const encryption = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'k', BucketKeyEnabled: true, IfNoneMatch: '*' }
    const { input } = s3.commandCalls(PutObjectCommand)[0]!.args[0]
    expect(input).toMatchObject({ ...encryption, ContentType: 'text/html; charset=utf-8' })
  })
})

describe('state on DynamoDB', () => {
  const stateOf = () => {
    const client = new DynamoDBClient(config)
    return { dynamodb: mockClient(client), state: dynamoState({ client, table: 't', clock: testClock() }) }
  }
  const cancelled = (...codes: string[]) =>
    new TransactionCanceledException({
      message: 'cancelled',
      $metadata: { httpStatusCode: 400 },
      CancellationReasons: codes.map((Code) => ({ Code })),
    })
  const fence = { name: 'project', epoch: 3 }

  it.each([
    ['throttling', said('ProvisionedThroughputExceededException', 400), 'Unavailable'],
    ['a 500', said('InternalServerError', 500), 'Unavailable'],
    ['no network', offline('ECONNREFUSED'), 'Unavailable'],
    ['a refusal', said('AccessDeniedException', 400), 'FixConfig'],
    ['no table', said('ResourceNotFoundException', 400), 'FixConfig'],
  ])('%s is an error that names operation and key', async (_, error, name) => {
    const { dynamodb, state } = stateOf()
    dynamodb.rejects(error)
    const problem = { name, problems: [{ who: 'state', where: expect.stringContaining('t/k') }] }
    await expect(state.get('k')).rejects.toMatchObject(problem)
    await expect(state.putIf('k', 1, undefined)).rejects.toMatchObject(problem)
    await expect(state.putIf('k', 1, undefined, fence)).rejects.toMatchObject(problem)
    await expect(state.claim('k', 'me', 1)).rejects.toMatchObject(problem)
    await expect(state.release({ name: 'k', epoch: 1 })).rejects.toMatchObject(problem)
    await expect(state.list('k')).rejects.toMatchObject(problem)
  })

  it('asks again after two transactions met, and takes no for an answer', async () => {
    const { dynamodb, state } = stateOf()
    dynamodb.on(TransactWriteItemsCommand).rejectsOnce(cancelled('TransactionConflict', 'None')).resolves({})
    expect(await state.putIf('k', 1, undefined, fence)).toBe(1)
    dynamodb.on(TransactWriteItemsCommand).rejects(cancelled('None', 'ConditionalCheckFailed'))
    expect(await state.putIf('k', 1, undefined, fence)).toBeUndefined()
  })

  it('checks version and fence in one operation', async () => {
    const { dynamodb, state } = stateOf()
    dynamodb.resolves({})
    await state.putIf('k', 1, 4, fence)
    expect(dynamodb.calls()).toHaveLength(1)
    const { TransactItems } = dynamodb.commandCalls(TransactWriteItemsCommand)[0]!.args[0].input
    expect(TransactItems?.[0]?.Put?.ConditionExpression).toBe('#version = :version')
    expect(TransactItems?.[1]?.ConditionCheck?.ExpressionAttributeValues).toEqual({ ':epoch': { N: '3' } })
  })

  it('reads what was written last', async () => {
    const { dynamodb, state } = stateOf()
    dynamodb.on(GetItemCommand).resolves({})
    await state.get('k')
    expect(dynamodb.commandCalls(GetItemCommand)[0]!.args[0].input.ConsistentRead).toBe(true)
  })

  it('knows its own write and its own lease where the answer of the first try was lost', async () => {
    const { dynamodb, state } = stateOf()
    const refusedWith = (Item: object) =>
      new ConditionalCheckFailedException({ message: 'no', $metadata: {}, Item: Item as never })
    dynamodb.on(PutItemCommand).callsFake(({ Item }) => Promise.reject(refusedWith(Item)))
    expect(await state.putIf('k', 1, 4)).toBe(5)
    dynamodb
      .on(UpdateItemCommand)
      .callsFake(({ ExpressionAttributeValues: values }) =>
        Promise.reject(refusedWith({ attempt: values[':attempt'], epoch: { N: '7' } })),
      )
    expect(await state.claim('project', 'me', 1)).toEqual({ held: true, fence: { name: 'project', epoch: 7 } })
  })
})

describe('secrets in Secrets Manager', () => {
  it('never shows a value, whatever the service says', async () => {
    const client = new SecretsManagerClient(config)
    const manager = mockClient(client)
    const secrets = secretsManagerSecrets({ client, prefix: 'concord/s/' })
    manager.on(PutSecretValueCommand).rejects(said('ValidationException', 400, 'canary-4711 is too short'))
    manager.on(GetSecretValueCommand).rejects(said('AccessDeniedException', 400))
    const failure: unknown = await secrets.write('TOKEN', 'canary-4711').catch((error: unknown) => error)
    expect(failure).toMatchObject({ name: 'Unavailable', cause: undefined })
    expect(String(failure) + (failure as Error).stack).not.toContain('canary')
    await expect(secrets.read('TOKEN')).rejects.toMatchObject({
      name: 'FixConfig',
      problems: [{ where: 'secretsmanager:GetSecretValue concord/s/TOKEN' }],
    })
  })
})

describe('senders', () => {
  const mail = { key: 'digest/1', channel: 'mail', subject: 'Отчёт\nза октябрь', text: 'Готов' } as const
  const sesOf = () => {
    const client = new SESv2Client(config)
    const lake = memoryLake()
    const send = sesSender({ client, from: 'a@example.com', to: ['b@example.com'], lake })
    return { ses: mockClient(client), lake, send }
  }

  it.each([
    ['a time-out', timeout, 'unknown'],
    ['a cut connection', offline('ECONNRESET'), 'unknown'],
    ['a 500', said('InternalFailure', 500), 'unknown'],
    ['throttling', said('TooManyRequestsException', 429), 'Unavailable'],
    ['a rejected letter', said('MessageRejected', 400), 'Unavailable'],
    ['no connection', offline('ECONNREFUSED'), 'Unavailable'],
    ['a refusal', said('AccessDeniedException', 403), 'FixConfig'],
  ])('%s means: %s', async (_, error, meaning) => {
    const { ses, send } = sesOf()
    ses.rejects(error)
    const answer = await send(mail).catch((caught: unknown) => (caught as Error).name)
    expect(answer).toBe(meaning)
    expect(ses.calls()).toHaveLength(1)
  })

  it('sends a letter with its attachment, its key and a subject of one line', async () => {
    const { ses, lake, send } = sesOf()
    ses.resolves({})
    await lake.put('reports/a.csv', bytes, 'absent')
    const attachments = [{ name: 'a.csv', type: 'text/csv', key: 'reports/a.csv' }]
    expect(await send({ ...mail, attachments, html: '<p>Готов' })).toBe('sent')
    expect(ses.commandCalls(SendEmailCommand)[0]!.args[0].input.Content?.Simple).toMatchObject({
      Subject: { Data: 'Отчёт за октябрь', Charset: 'UTF-8' },
      Body: { Text: { Data: 'Готов' }, Html: { Data: '<p>Готов' } },
      Headers: [{ Name: 'X-Concord-Key', Value: 'digest/1' }],
      Attachments: [{ FileName: 'a.csv', ContentType: 'text/csv', RawContent: bytes }],
    })
    await expect(send({ ...mail, attachments: [{ ...attachments[0]!, key: 'none' }] })).rejects.toMatchObject({
      name: 'FixData',
    })
  })

  it('sends an alert that fits, with a subject only where SNS takes it', async () => {
    const client = new SNSClient(config)
    const sns = mockClient(client)
    sns.on(PublishCommand).resolves({})
    const send = snsSender({ client, topicArn: 'arn:aws:sns:x:1:t' })
    await send({ ...mail, channel: 'alert', subject: 'Crm is stale', text: 'since 06:00' })
    await send({ ...mail, channel: 'alert', text: 'я'.repeat(200_000) })
    const [first, second] = sns.commandCalls(PublishCommand).map(({ args }) => args[0].input)
    expect(first).toMatchObject({ Subject: 'Crm is stale', Message: 'Crm is stale\n\nsince 06:00' })
    expect(second?.Subject).toBeUndefined()
    expect(Buffer.byteLength(second?.Message ?? '')).toBeLessThan(256 * 1024)
    expect(second?.Message).toMatch(/я…$/)
  })
})
