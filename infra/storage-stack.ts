import { type App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib'
import type { CfnWorkGroup } from 'aws-cdk-lib/aws-athena'
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'
import { makeWorkgroups } from './athena.ts'
import { type Buckets, makeBuckets } from './buckets.ts'
import { makeDatabase } from './glue-records.ts'
import { type InboxQueues, makeInboxQueue } from './inbox.ts'
import { makeKey, makePersonalKey } from './key.ts'
import { namesOf } from './names.ts'
import type { StageSettings } from './settings.ts'

/** What the pipeline leans on. All of it outlives the pipeline. */
export interface Storage {
  readonly stack: Stack
  readonly buckets: Buckets
  readonly key: IKey
  readonly personalKey: IKey
  readonly table: Table
  readonly inbox: InboxQueues
  readonly buildWorkgroup: CfnWorkGroup
}

const makeTable = (scope: Construct, stage: string, key: IKey): Table =>
  new Table(scope, 'State', {
    tableName: namesOf(stage).table,
    partitionKey: { name: 'key', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey: key,
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  })

export function makeStorage(app: App, settings: StageSettings): Storage {
  const { stage, account, region } = settings
  const stack = new Stack(app, 'Storage', {
    stackName: namesOf(stage).storageStack,
    env: { account, region },
    terminationProtection: true,
    description: `Concord ${stage}: what is kept`,
  })
  const key = makeKey(stack, stage)
  const personalKey = makePersonalKey(stack, stage)
  const buckets = makeBuckets(stack, settings, { key, personalKey })
  const table = makeTable(stack, stage, key)
  makeDatabase(stack, stage, namesOf(stage).bucket('lake', stack.account))
  const groups = makeWorkgroups(stack, settings, { results: buckets.results, key })
  const inbox = makeInboxQueue(stack, stage, buckets.inbox)
  new CfnOutput(stack, 'LakeBucket', { value: buckets.lake.bucketName })
  new CfnOutput(stack, 'InboxBucket', { value: buckets.inbox.bucketName })
  new CfnOutput(stack, 'ResultsBucket', { value: buckets.results.bucketName })
  new CfnOutput(stack, 'StateTable', { value: table.tableName })
  return { stack, buckets, key, personalKey, table, inbox, buildWorkgroup: groups.build }
}
