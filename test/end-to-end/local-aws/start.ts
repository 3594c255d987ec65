import { rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { AthenaClient } from '@aws-sdk/client-athena'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { s3Lake } from '#shared/lake/s3.ts'
import { type AthenaWarehouse, athenaWarehouse } from '#shared/warehouse/athena.ts'
import { synthesise } from '#test/builders/infra.ts'
import { type Moto, startMoto } from '#test/builders/moto.ts'
import { duckdbEngine } from '#test/local-aws/athena/duckdb-engine.ts'
import type { Engine } from '#test/local-aws/athena/engine.ts'
import { athenaFacade, type Facade } from '#test/local-aws/athena/facade.ts'
import { glueStatistics } from '#test/local-aws/athena/start.ts'
import { type Clients, type Cloud, clientsOf, emptyCloud } from './cloud.ts'
import { deploy } from './deploy.ts'
import { serveDoor } from './door.ts'
import { type Gateway, startGateway } from './gateway.ts'
import { localLambda } from './lambda.ts'
import { type Ended, failuresOf, fire, settled, statesOf } from './machine.ts'
import { feedQueues } from './queue.ts'

export interface LocalAws {
  readonly cloud: Cloud
  readonly gateway: Gateway
  readonly moto: Moto
  readonly facade: Facade
  readonly outputs: Readonly<Record<string, unknown>>
  readonly lake: ReturnType<typeof s3Lake>
  readonly inbox: ReturnType<typeof s3Lake>
  /** The stable database, for whoever asks as a person. */
  readonly warehouse: AthenaWarehouse
  /** Lets the schedule fire and waits for the end of what it started. */
  night(at?: string): Promise<Ended>
  states(run: Ended): Promise<readonly string[]>
  failures(run: Ended): Promise<readonly string[]>
  feedQueues(): Promise<readonly string[]>
  stop(): Promise<void>
}

export interface LocalAwsOptions {
  /** Folder of the functions' bundles. */
  readonly dist: string
  readonly engine?: (clients: Pick<Clients, 'glue' | 's3'> & { readonly endpoint: string }) => Promise<Engine>
  /** Seconds of Wait and Retry are multiplied by it; functions see the time as if they had passed. */
  readonly timeScale?: number
  /** The moment at which functions begin to live; now when not given. */
  readonly begins?: string
  /** Processes of one function at most. */
  readonly most?: number
}

const place = { region: 'eu-central-1', account: '123456789012' }
const schedule = 'concord-test-nightly'

/** The synthesised template on this machine: moto, the façade of Athena, and a process per running function. */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const { outdir, texts } = synthesise({ dist: options.dist })
  let endpoint = ''
  const clockFile = join(outdir, 'clock')
  writeFileSync(clockFile, String(options.begins ? Date.parse(options.begins) - Date.now() : 0))
  const lambda = localLambda({ place, endpoint: () => endpoint, clockFile, most: options.most })
  // moto's machines must know the gateway's port, and the gateway moto's: the gateway learns it last.
  const late: { moto?: string; cloud?: Cloud; facade?: Facade } = {}
  const need = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('the local AWS is not ready')
    return value
  }
  const gateway = await startGateway({
    moto: () => need(late.moto),
    place,
    lambda,
    facade: () => need(late.facade),
    roles: () => need(late.cloud).roles,
    roleOf: (caller) => (caller === 'machine' ? late.cloud?.machines[0]?.role : lambda.find(caller)?.role),
    door: (request, response) => serveDoor(need(late.cloud))(request, response),
  })
  endpoint = gateway.endpoint
  const moto = await startMoto({
    env: {
      MOTO_PORT: new URL(endpoint).port,
      MOTO_SERVER_ADDS: [join(import.meta.dirname, 'step_functions.py'), glueStatistics].join(delimiter),
      SFN_TIME_SCALE: String(options.timeScale ?? 0.02),
      CLOCK_FILE: clockFile,
    },
  })
  late.moto = moto.endpoint
  const cloud = emptyCloud({ place, moto, lambda, outdir })
  late.cloud = cloud
  const engine = await (options.engine ?? duckdbEngine)({ ...clientsOf(moto), endpoint: moto.endpoint })
  const { s3 } = cloud.clients
  const put = async (Bucket: string, Key: string, Body: string) =>
    void (await s3.send(new PutObjectCommand({ Bucket, Key, Body })))
  const facade = athenaFacade({ engine, put, workgroups: cloud.workgroups })
  late.facade = facade
  const outputs = await deploy(texts, cloud)
  const lake = s3Lake({ client: s3, bucket: String(outputs.LakeBucket) })
  return {
    cloud,
    gateway,
    moto,
    facade,
    outputs,
    lake,
    inbox: s3Lake({ client: s3, bucket: String(outputs.InboxBucket) }),
    warehouse: athenaWarehouse({
      athena: new AthenaClient({ ...moto.client, endpoint: gateway.endpoint }),
      glue: cloud.clients.glue,
      lake,
      bucket: String(outputs.LakeBucket),
      workgroup: 'concord-test',
      database: 'concord_test',
      pollMs: 20,
    }),
    night: async (at = '2026-03-15T03:30:00Z') => settled(cloud, await fire(cloud, schedule, at)),
    states: (run) => statesOf(cloud, run.arn),
    failures: (run) => failuresOf(cloud, run.arn),
    feedQueues: () => feedQueues(cloud),
    async stop() {
      lambda.close()
      await gateway.close()
      await moto.stop()
      await engine.close()
      rmSync(outdir, { recursive: true, force: true })
    },
  }
}
