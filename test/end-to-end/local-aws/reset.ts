import { DeleteItemCommand, paginateScan } from '@aws-sdk/client-dynamodb'
import {
  DeleteDatabaseCommand,
  DeleteTableCommand,
  paginateGetDatabases,
  paginateGetTables,
} from '@aws-sdk/client-glue'
import { DeleteObjectsCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3'
import type { LocalAws } from './start.ts'

const table = 'concord-test-state'
const database = 'concord_test'

async function dropObjects({ cloud, outputs }: LocalAws, prefixes: readonly string[]): Promise<void> {
  const { s3 } = cloud.clients
  const Bucket = String(outputs.LakeBucket)
  for (const Prefix of prefixes) {
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket, Prefix })) {
      const Objects = Contents.map(({ Key }) => ({ Key: String(Key) }))
      if (Objects.length > 0) await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }))
    }
  }
}

async function dropItems({ cloud }: LocalAws, isGone: (key: string) => boolean): Promise<void> {
  const { dynamodb } = cloud.clients
  for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName: table })) {
    for (const { key } of Items.filter((item) => isGone(String(item.key?.S)))) {
      if (key) await dynamodb.send(new DeleteItemCommand({ TableName: table, Key: { key } }))
    }
  }
}

async function dropTables({ cloud }: LocalAws): Promise<void> {
  const { glue } = cloud.clients
  for await (const { DatabaseList = [] } of paginateGetDatabases({ client: glue }, {})) {
    for (const { Name } of DatabaseList) if (Name !== database) await glue.send(new DeleteDatabaseCommand({ Name }))
  }
  for await (const { TableList = [] } of paginateGetTables({ client: glue }, { DatabaseName: database })) {
    const made = TableList.filter(({ Parameters }) => Parameters?.['concord.build'] !== undefined)
    for (const { Name } of made) await glue.send(new DeleteTableCommand({ DatabaseName: database, Name }))
  }
}

/** From which step on a night is to begin anew. */
export type From = 'pull' | 'plan' | 'report' | 'deliver'

const pulled = ['raw/', 'records/', 'quarantine/', 'manifests/']
const built = ['builds/', 'published/', 'agreement/']
const objectsFrom: Readonly<Record<From, readonly string[]>> = {
  pull: [...pulled, ...built, 'reports/'],
  plan: [...built, 'reports/'],
  report: ['reports/'],
  deliver: [],
}

const isOfOutbox = (key: string) => key.startsWith('entry/outbox')

/** Takes back what a night has done from this step on; processes start cold again. */
export async function reset(aws: LocalAws, from: From): Promise<void> {
  aws.cloud.lambda.cool()
  aws.gateway.fault = () => undefined
  aws.gateway.calls.splice(0)
  aws.gateway.mails.splice(0)
  aws.gateway.alerts.splice(0)
  aws.cloud.roles.giveBack()
  await dropObjects(aws, objectsFrom[from])
  await dropItems(aws, from === 'pull' ? () => true : isOfOutbox)
  if (from === 'pull' || from === 'plan') await dropTables(aws)
}
