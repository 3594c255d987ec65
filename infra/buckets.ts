import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { BlockPublicAccess, Bucket, BucketEncryption, type LifecycleRule, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { type BucketRole, namesOf } from './names.ts'
import type { StageSettings } from './settings.ts'

/** `personalKey`: of the inbox alone, where phones and addresses still stand in clear. */
export interface Keys {
  readonly key: IKey
  readonly personalKey: IKey
}

export type Buckets = Readonly<Record<BucketRole, Bucket>>

/** What is left of an upload that broke off costs money and is seen by nobody. */
const strayUploads: LifecycleRule = { id: 'stray-uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) }

const oldVersions = (days: number): LifecycleRule => ({
  id: 'old-versions',
  noncurrentVersionExpiration: Duration.days(days),
  expiredObjectDeleteMarker: true,
})

const expiry = (days: number): LifecycleRule => ({ id: 'expiry', expiration: Duration.days(days) })

const common = (scope: Construct, stage: string, role: BucketRole) => ({
  bucketName: namesOf(stage).bucket(role, Stack.of(scope).account),
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: RemovalPolicy.RETAIN,
})

/** Raw is written once: a put below raw/ that doesn't say "only when absent" is refused, whoever sends it. */
function refuseOverwrites(lake: Bucket): void {
  lake.addToResourcePolicy(
    new PolicyStatement({
      sid: 'RawIsWrittenOnce',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['s3:PutObject'],
      resources: [lake.arnForObjects('raw/*')],
      conditions: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
    }),
  )
}

/**
 * The four buckets of a stage. No rule expires builds/: a build whose inputs didn't change stays published for months, so only
 * publishing knows which ones nobody reads, and it deletes them.
 */
export function makeBuckets(scope: Construct, settings: StageSettings, { key, personalKey }: Keys): Buckets {
  const { stage, retention } = settings
  const logs = new Bucket(scope, 'Logs', {
    ...common(scope, stage, 'logs'),
    // S3 can't deliver access logs into a bucket under a KMS key.
    encryption: BucketEncryption.S3_MANAGED,
    lifecycleRules: [strayUploads, expiry(90)],
  })
  const make = (id: string, role: BucketRole, rules: LifecycleRule[], versioned: boolean, encryptionKey = key) =>
    new Bucket(scope, id, {
      ...common(scope, stage, role),
      encryption: BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      versioned,
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: `${role}/`,
      lifecycleRules: [strayUploads, ...rules],
    })
  const kept = oldVersions(retention.old_versions_days)
  const lake = make('Lake', 'lake', [kept], true)
  refuseOverwrites(lake)
  return {
    logs,
    lake,
    inbox: make('Inbox', 'inbox', [kept, expiry(retention.uploads_days)], true, personalKey),
    results: make('Results', 'results', [expiry(7)], false),
  }
}
