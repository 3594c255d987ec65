import { AthenaClient } from '@aws-sdk/client-athena'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import { SFNClient } from '@aws-sdk/client-sfn'
import { models } from '#aggregate/models/index.ts'
import type { Context } from '../context.ts'
import type { Finding } from '../doctor/checks.ts'
import type { Outcome } from '../outcome.ts'
import { awsFindings } from './doctor.ts'
import { identityOf } from './identity.ts'
import { machineIn } from './machine.ts'
import { deployed, placeOf } from './place.ts'
import { probeOf } from './probe.ts'
import { type AwsRunOptions, runOnAws } from './run.ts'

const pollMs = 5_000

/** `concord run --on aws` over the real services. */
export async function startOnAws(ctx: Context, options: AwsRunOptions): Promise<Outcome> {
  const place = placeOf(ctx.projectDir, options.stage)
  const { NightlyArn, LakeBucket } = deployed(place)
  await identityOf(place)
  return runOnAws(ctx, options, {
    machine: machineIn(place.settings.region, NightlyArn),
    reports: place.settings.page_url ?? `s3://${LakeBucket}/reports/`,
    now: Date.now,
    pollMs,
  })
}

/** `concord doctor --aws` over the real services. */
export async function examineAws(ctx: Context, stage: string): Promise<Finding[]> {
  const place = placeOf(ctx.projectDir, stage)
  const { region } = place.settings
  const forcePathStyle = process.env.AWS_ENDPOINT_URL !== undefined
  return awsFindings({
    place,
    outputs: deployed(place),
    probe: probeOf({
      s3: new S3Client({ region, forcePathStyle }),
      dynamo: new DynamoDBClient({ region }),
      athena: new AthenaClient({ region }),
      sfn: new SFNClient({ region }),
    }),
    identity: () => identityOf(place),
    models: models.flatMap(({ name, sql }) => (sql === undefined ? [] : [{ name, sql }])),
    now: Date.now,
  })
}
