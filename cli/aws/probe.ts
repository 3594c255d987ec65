import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetWorkGroupCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { GetObjectCommand, HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3'
import { DescribeStateMachineCommand, type SFNClient } from '@aws-sdk/client-sfn'
import * as z from 'zod'

/** What the doctor asks AWS. Each throws what AWS answered. */
export interface Probe {
  bucket(name: string): Promise<void>
  /** The table's status, ACTIVE when all is well. */
  table(name: string): Promise<string>
  /** Bytes at which a query is stopped; undefined: never. */
  workgroup(name: string): Promise<number | undefined>
  machine(arn: string): Promise<string>
  /** The publication and when it was put (epoch ms). */
  published(bucket: string): Promise<{ build: string; asOf: string; at: number } | undefined>
  /** Undefined: the statement is valid; else what Athena dislikes. Costs nothing. */
  validate(sql: string, database: string, workgroup: string): Promise<string | undefined>
}

export interface Clients {
  readonly s3: S3Client
  readonly dynamo: DynamoDBClient
  readonly athena: AthenaClient
  readonly sfn: SFNClient
}

const manifest = z.looseObject({ build: z.string(), as_of: z.string() })
const pollMs = 400

export function probeOf({ s3, dynamo, athena, sfn }: Clients): Probe {
  async function ended(id: string): Promise<string | undefined> {
    for (;;) {
      const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId: id }))
      const { State = '', StateChangeReason } = QueryExecution?.Status ?? {}
      if (State === 'SUCCEEDED') return undefined
      if (State === 'FAILED' || State === 'CANCELLED') return StateChangeReason ?? State
      await new Promise((resolve) => setTimeout(resolve, pollMs))
    }
  }
  return {
    async bucket(name) {
      await s3.send(new HeadBucketCommand({ Bucket: name }))
    },
    async table(name) {
      const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: name }))
      return Table?.TableStatus ?? 'UNKNOWN'
    },
    async workgroup(name) {
      const { WorkGroup } = await athena.send(new GetWorkGroupCommand({ WorkGroup: name }))
      return WorkGroup?.Configuration?.BytesScannedCutoffPerQuery
    },
    async machine(arn) {
      const { status } = await sfn.send(new DescribeStateMachineCommand({ stateMachineArn: arn }))
      return status ?? 'UNKNOWN'
    },
    async published(bucket) {
      const key = { Bucket: bucket, Key: 'published/current.json' }
      const found = await s3.send(new GetObjectCommand(key)).catch((error: unknown) => {
        if (error instanceof Error && error.name === 'NoSuchKey') return undefined
        throw error
      })
      if (!found) return undefined
      const { build, as_of: asOf } = manifest.parse(JSON.parse((await found.Body?.transformToString()) ?? '{}'))
      return { build, asOf, at: found.LastModified?.getTime() ?? 0 }
    },
    async validate(sql, database, workgroup) {
      const { QueryExecutionId } = await athena.send(
        new StartQueryExecutionCommand({
          QueryString: `EXPLAIN (TYPE VALIDATE) ${sql}`,
          QueryExecutionContext: { Database: database },
          WorkGroup: workgroup,
        }),
      )
      return ended(String(QueryExecutionId))
    },
  }
}
