import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { s3Lake } from '#shared/lake/s3.ts'
import { secretsManagerSecrets } from '#shared/secrets/secrets-manager.ts'
import { dynamoState } from '#shared/state/dynamodb.ts'
import { deployed, type Place } from './place.ts'
import type { StageStores } from './push.ts'

/** The stores of a stage that was deployed from this folder, reached with the caller's own credentials. */
export function stageStores(place: Place): StageStores {
  const { LakeBucket, StateTable } = deployed(place)
  const client = { region: place.settings.region, maxAttempts: 5 }
  const clock = { now: () => Date.now() }
  const forcePathStyle = process.env.AWS_ENDPOINT_URL !== undefined
  return {
    clock,
    lake: s3Lake({ client: new S3Client({ ...client, forcePathStyle }), bucket: LakeBucket }),
    state: dynamoState({ client: new DynamoDBClient(client), table: StateTable, clock }),
    secrets: secretsManagerSecrets({
      client: new SecretsManagerClient(client),
      prefix: place.names.secrets,
      kmsKeyId: place.names.personalKey,
    }),
  }
}
