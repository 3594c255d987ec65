import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2'
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns'
import type { Context } from 'aws-lambda'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { redact } from '#shared/aws/redact.ts'
import { readAwsConfig } from '#shared/config-aws.ts'
import { Bug, FixConfig, FixData, Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { awsRuntime } from '#shared/runtime-aws.ts'
import { stateTable } from '#shared/state/dynamodb.ts'
import { withRuntime } from '#shared/with-runtime.ts'
import { hasMoto, type Moto, needsMoto, startMoto } from '#test/builders/moto.ts'

const environment = {
  CONCORD_STAGE: 'test',
  LAKE_BUCKET: 'lake-test',
  INBOX_BUCKET: 'inbox-test',
  RESULTS_BUCKET: 'results-test',
  STATE_TABLE: 'state-test',
  ATHENA_WORKGROUP: 'concord_test',
  GLUE_DATABASE: 'concord_test',
  SECRETS_PREFIX: 'concord/test/',
  SECRETS_KEY: 'alias/concord-test-personal',
  MAIL_FROM: 'reports@example.com',
  MAIL_TO: 'one@example.com, two@example.com',
  ALERT_TOPIC_ARN: 'arn:aws:sns:eu-central-1:123456789012:alerts',
}

describe('environment of the functions', () => {
  it('is read into a config', () => {
    expect(readAwsConfig(environment)).toMatchObject({
      lakeBucket: 'lake-test',
      mail: { from: 'reports@example.com', to: ['one@example.com', 'two@example.com'] },
      pageUrl: undefined,
    })
  })

  it.each(Object.keys(environment))('without %s says that it is missing', (name) => {
    const read = () => readAwsConfig({ ...environment, [name]: undefined })
    expect(read).toThrow(FixConfig)
    expect(read).toThrow(`${name} this environment variable is missing`)
  })

  it('names all that is wrong at once, without values', () => {
    const read = () => readAwsConfig({ ...environment, MAIL_TO: 'nobody', STATE_TABLE: '', SECRETS_PREFIX: 'canary' })
    expect(read).toThrow(/STATE_TABLE .* missing[\s\S]*SECRETS_PREFIX .* wrong[\s\S]*MAIL_TO .* wrong/)
    expect(read).not.toThrow(/canary|nobody/)
  })
})

const context = { functionName: 'f', awsRequestId: 'r', getRemainingTimeInMillis: () => 5_000 } as Context
const printed: string[] = []

/** What goes to the log is caught; every function here logs to the console. */
beforeEach(() => {
  vi.stubEnv('POWERTOOLS_DEV', 'true')
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false')
  printed.length = 0
  for (const level of ['info', 'warn', 'error', 'log', 'debug'] as const) {
    vi.spyOn(console, level).mockImplementation((...line) => void printed.push(line.join(' ')))
  }
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

describe('a wrapped function', () => {
  const problem = { code: 'X', what: say('нет', 'mail ivan@example.com, phone +7 916 123-45-67, token=s3cr3t-canary') }
  const event = z.object({ action: z.literal('plan'), phone: z.string().optional() })
  const failing = (error: unknown) =>
    withRuntime({ service: 'test', event, makeRuntime: (_env, parts) => awsRuntime(environment, parts) }, () =>
      Promise.reject(error),
    )

  it.each([
    ['FixData', new FixData(problem)],
    ['FixConfig', new FixConfig(problem)],
    ['Unavailable', new Unavailable(problem)],
    ['Bug', new Bug(problem)],
    ['Bug', new TypeError(problem.what.en)],
  ])('throws %s by its name, and shows no person and no secret', async (name, error) => {
    const thrown: unknown = await failing(error)({ action: 'plan' }, context).catch((caught: unknown) => caught)
    const shown = JSON.stringify(thrown, Object.getOwnPropertyNames(thrown)) + printed.join('\n')
    expect(thrown).toMatchObject({ name })
    expect(Object.keys(thrown as Error).filter((key) => key !== 'name')).toEqual([])
    expect(shown).not.toMatch(/ivan|916|canary/)
    expect(printed.join('\n')).toContain(`failed.${name}`)
  })

  it('refuses an event of another shape, and repeats nothing of it', async () => {
    const call = failing(undefined)({ action: 'other', phone: 79161234567 }, context)
    await expect(call).rejects.toMatchObject({ name: 'Bug', message: expect.stringContaining('action') })
    expect(printed.join('\n')).not.toContain('7916')
  })

  it('makes its runtime once, and anew after it could not be made', async () => {
    let made = 0
    const makeRuntime = async () => {
      if (++made === 1) throw new Unavailable(problem)
      return awsRuntime(environment)
    }
    const handler = withRuntime({ service: 'test', event, makeRuntime }, async (_rt, { action }, call) => [
      action,
      call.remaining(),
    ])
    await expect(handler({ action: 'plan' }, context)).rejects.toMatchObject({ name: 'Unavailable' })
    expect(await handler({ action: 'plan' }, context)).toEqual(['plan', 5_000])
    await handler({ action: 'plan' }, context)
    expect(made).toBe(2)
  })
})

describe('redact', () => {
  it.each([
    ['on 2026-10-01, 12:30:45', 'on 2026-10-01, 12:30:45'],
    ['raw/direct/1234567890/2026-10-01/ab.jsonl.zst', 'raw/direct/1234567890/2026-10-01/ab.jsonl.zst'],
    ['call 8 (916) 123-45-67 now', 'call … now'],
    ['+79161234567', '…'],
    ['Authorization: Bearer abcdefgh12345678', 'Authorization: Bearer …'],
    ['may not secretsmanager:GetSecretValue, ask for it', 'may not secretsmanager:GetSecretValue, ask for it'],
    ['secretsmanager: abcdef', 'secretsmanager: …'],
    ['?client_secret=abcd1234&x=1', '?client_secret=…&x=1'],
  ])('%s', (text, shown) => expect(redact(text)).toBe(shown))
})

describe.skipIf(!hasMoto)(`the runtime on AWS${needsMoto}`, () => {
  let moto: Moto
  const prepare = async () => {
    const s3 = new S3Client(moto.client)
    const place = { LocationConstraint: 'eu-central-1' } as const
    for (const Bucket of ['lake-test', 'inbox-test'])
      await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: place }))
    await new DynamoDBClient(moto.client).send(new CreateTableCommand({ TableName: 'state-test', ...stateTable }))
    const ses = new SESv2Client(moto.client)
    await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: 'reports@example.com' }))
    await new SNSClient(moto.client).send(new CreateTopicCommand({ Name: 'alerts' }))
  }
  beforeAll(async () => {
    moto = await startMoto()
    await prepare()
  }, 60_000)
  afterAll(() => moto?.stop())
  beforeEach(() => {
    vi.stubEnv('AWS_ENDPOINT_URL', moto.endpoint)
    vi.stubEnv('AWS_REGION', 'eu-central-1')
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  })

  it('finds its stores, its secrets and its outbox by the environment alone', async () => {
    const rt = await awsRuntime({ ...process.env, ...environment })
    expect((await rt.lake.put('reports/2026-10/index.html', new Uint8Array([1]), 'absent')).done).toBe(true)
    expect(await rt.inbox.list('')).toEqual([])
    expect(await rt.state.putIf('k', 1, undefined)).toBe(1)
    await rt.secrets.write('TOKEN', 'abc')
    expect(await rt.secrets.read('TOKEN')).toBe('abc')
    const made = new DescribeSecretCommand({ SecretId: 'concord/test/TOKEN' })
    const { KmsKeyId } = await new SecretsManagerClient(moto.client).send(made)
    expect(KmsKeyId).toBe('alias/concord-test-personal')
    const attachments = [{ name: 'index.html', type: 'text/html', key: 'reports/2026-10/index.html' }]
    await rt.outbox.enqueue({ key: 'digest/1', channel: 'mail', subject: 'Отчёт', text: 'Готов', attachments })
    await rt.outbox.enqueue({ key: 'failed/1', channel: 'alert', subject: 'Сбой', text: 'crm' })
    expect(await rt.outbox.deliver()).toMatchObject({ sent: ['digest/1', 'failed/1'], refused: [] })
  })

  it('makes a database for who builds, and none for who reads', async () => {
    const { warehouse } = await awsRuntime({ ...process.env, ...environment })
    await (await warehouse.in('concord_read').openStanding()).close()
    await (await warehouse.in('concord_built').open()).close()
    expect(await warehouse.catalog.databases('concord_')).toEqual(['concord_built'])
    expect(warehouse.in('other').uri('a/b')).toBe('s3://lake-test/a/b')
  })

  it('keeps a letter whose sender SES does not know, and says why', async () => {
    const rt = await awsRuntime({ ...process.env, ...environment, MAIL_FROM: 'stranger@example.org' })
    await rt.outbox.enqueue({ key: 'digest/2', channel: 'mail', subject: 'Отчёт', text: 'Готов' })
    const { waiting, refused } = await rt.outbox.deliver()
    expect(waiting).toEqual(['digest/2'])
    expect(refused[0]?.what.en).toContain('MessageRejected')
  })
})
