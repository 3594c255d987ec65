import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { AthenaClient } from '@aws-sdk/client-athena'
import { GlueClient } from '@aws-sdk/client-glue'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { Lake } from '#shared/lake/lake.ts'
import { s3Lake } from '#shared/lake/s3.ts'
import { type AthenaOptions, type AthenaWarehouse, athenaWarehouse } from '#shared/warehouse/athena.ts'
import type { Moto } from '#test/builders/moto.ts'
import { duckdbEngine } from './duckdb-engine.ts'
import type { Engine } from './engine.ts'
import { athenaFacade, type Facade, type FacadeOptions } from './facade.ts'
import { serveAthena } from './server.ts'

export interface LocalAthena {
  readonly athena: AthenaClient
  readonly glue: GlueClient
  readonly s3: S3Client
  readonly facade: Facade
  readonly endpoint: string
  /** A lake in a bucket of its own, and a warehouse over it in a database of its own. */
  place(options?: Partial<AthenaOptions>): Promise<{ lake: Lake; bucket: string; warehouse: AthenaWarehouse }>
  stop(): Promise<void>
}

type StartOptions = Partial<Pick<FacadeOptions, 'workgroups' | 'fault' | 'breakdown' | 'maxConcurrent'>> & {
  /** Made from the same clients; DuckDB when not given. `trinoEngine` wants a moto with `glueStatistics`. */
  readonly engine?: (clients: { glue: GlueClient; s3: S3Client; endpoint: string }) => Promise<Engine>
}

/** For MOTO_SERVER_ADDS, where Trino is to work with moto's Glue. */
export const glueStatistics = join(import.meta.dirname, 'glue_statistics.py')

const results = 'athena-results'
const region = { LocationConstraint: 'eu-central-1' } as const

/** Athena over moto's Glue and S3. Workgroups: `build` (results in a bucket, CTAS places its own files) and what is given. */
export async function startAthena(moto: Moto, options: StartOptions = {}): Promise<LocalAthena> {
  const s3 = new S3Client(moto.client)
  const glue = new GlueClient(moto.client)
  const engine = await (options.engine ?? duckdbEngine)({ glue, s3, endpoint: moto.endpoint })
  await s3.send(new CreateBucketCommand({ Bucket: results, CreateBucketConfiguration: region }))
  const facade = athenaFacade({
    ...options,
    engine,
    put: async (Bucket, Key, Body) => void (await s3.send(new PutObjectCommand({ Bucket, Key, Body }))),
    workgroups: {
      build: {
        EnforceWorkGroupConfiguration: false,
        ResultConfiguration: { OutputLocation: `s3://${results}/build/` },
      },
      ...options.workgroups,
    },
  })
  const server = await serveAthena(facade)
  const athena = new AthenaClient({ ...moto.client, endpoint: server.endpoint })
  return {
    athena,
    glue,
    s3,
    facade,
    endpoint: server.endpoint,
    async place(own = {}) {
      const bucket = `lake-${randomUUID()}`
      await s3.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: region }))
      const lake = s3Lake({ client: s3, bucket })
      const database = `concord_${randomUUID().slice(0, 8)}`
      const place = { athena, glue, lake, bucket, workgroup: 'build', database, pollMs: 20 }
      return { lake, bucket, warehouse: athenaWarehouse({ ...place, ...own }) }
    },
    async stop() {
      await server.close()
      await engine.close()
    },
  }
}
