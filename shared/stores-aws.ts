import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { type AwsConfig, type Environment, readAwsConfig } from '#shared/config-aws.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { s3Lake } from '#shared/lake/s3.ts'
import type { Clock, Log, Progress, Runtime } from '#shared/runtime.ts'
import { secretsManagerSecrets } from '#shared/secrets/secrets-manager.ts'
import { dynamoState } from '#shared/state/dynamodb.ts'

/** All that an ingesting function needs; `awsRuntime` adds what builds, reads and tells. */
export interface AwsStores extends Runtime {
  readonly config: AwsConfig
  /** Uploads and hooks as they came: `<connection>/<anything>`. */
  readonly inbox: Lake
}

export interface AwsParts {
  readonly log?: Log
  readonly progress?: Progress
  readonly clock?: Clock
}

/** A composition root, as `withRuntime` wants it. */
export type MakeRuntime<R> = (env: Environment, parts: AwsParts) => Promise<R>

const silent: Log = { info: () => undefined, warn: () => undefined }

/** A call that hangs must fail well before the function's own time-out. */
export const requestHandler = { connectionTimeout: 3_000, requestTimeout: 30_000 }
export const patient = { maxAttempts: 5, requestHandler }

/** Region, endpoint and credentials come from the environment as the SDK reads it. Errors: FixConfig. */
export async function awsStores(env: Environment = process.env, parts: AwsParts = {}): Promise<AwsStores> {
  const config = readAwsConfig(env)
  const { log = silent, clock = { now: () => Date.now() }, progress = { step: () => undefined } } = parts
  const s3 = new S3Client({ ...patient, forcePathStyle: config.endpoint !== undefined })
  return {
    config,
    clock,
    log,
    progress,
    lake: s3Lake({ client: s3, bucket: config.lakeBucket }),
    inbox: s3Lake({ client: s3, bucket: config.inboxBucket }),
    state: dynamoState({ client: new DynamoDBClient(patient), table: config.stateTable, clock }),
    secrets: secretsManagerSecrets({
      client: new SecretsManagerClient(patient),
      prefix: config.secretsPrefix,
      kmsKeyId: config.secretsKey,
    }),
  }
}
