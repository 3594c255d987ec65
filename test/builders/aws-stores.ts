import { randomUUID } from 'node:crypto'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { s3Lake } from '#shared/lake/s3.ts'
import type { Clock } from '#shared/runtime.ts'
import { secretsManagerSecrets } from '#shared/secrets/secrets-manager.ts'
import { dynamoState, stateTable } from '#shared/state/dynamodb.ts'
import type { Moto } from './moto.ts'

/** Makers of fresh stores on one server: each call has a bucket, a table or a prefix of its own. */
export function awsStores({ client }: Moto) {
  const s3 = new S3Client(client)
  const dynamodb = new DynamoDBClient(client)
  const secretsManager = new SecretsManagerClient(client)
  const bucketOf = async () => {
    const bucket = `b-${randomUUID()}`
    const place = { LocationConstraint: 'eu-central-1' } as const
    await s3.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: place }))
    return bucket
  }
  const tableOf = async () => {
    const table = `t-${randomUUID()}`
    await dynamodb.send(new CreateTableCommand({ TableName: table, ...stateTable }))
    return table
  }
  return {
    s3,
    dynamodb,
    secretsManager,
    bucketOf,
    tableOf,
    lake: async () => s3Lake({ client: s3, bucket: await bucketOf() }),
    state: async (clock: Clock) => dynamoState({ client: dynamodb, table: await tableOf(), clock }),
    secrets: () => secretsManagerSecrets({ client: secretsManager, prefix: `concord/${randomUUID()}/` }),
  }
}
