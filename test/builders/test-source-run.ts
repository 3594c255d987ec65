import { parseConnection } from '#ingest/connection/connections.ts'
import { entityIds, entityPrefix } from '#ingest/mapping/entity-ids.ts'
import type { Outside, PullRuntime } from '#ingest/outside.ts'
import { type Pulled, type PullOptions, pullConnection } from '#ingest/pull/pull.ts'
import type { Source } from '#ingest/source.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { fetchHttp } from '#shared/http/fetch.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import type { Row } from '#shared/parquet/read.ts'
import type { RecordName } from '#shared/records/index.ts'
import { memorySecrets } from '#shared/secrets/memory.ts'
import { memoryState } from '#shared/state/memory.ts'
import { type Platform, type ReplayServer, startReplay } from '#test/replay-server/server.ts'
import { listing, rowsOf, runtimeOver, settableClock } from './sync-project.ts'

export interface Setting {
  readonly source: Source
  /** The connection's YAML; its base_url is that of the server. */
  readonly yaml: (url: string) => string
  readonly secrets: (url: string) => Readonly<Record<string, string>>
  /** Epoch ms at which the test's clock begins. */
  readonly now: number
}

export interface Bench {
  readonly rt: PullRuntime
  readonly server: ReplayServer
  readonly clock: { time: number; now(): number }
  readonly lake: Lake
  readonly state: ReturnType<typeof memoryState>
  readonly connection: SourceConnection
  /** What was logged, as text. */
  readonly logged: string[]
  pull(options?: Partial<PullOptions>): Promise<Pulled>
  /** Calls again until done, each call with time for so many requests. */
  pullInSteps(requests: number, options?: Partial<PullOptions>): Promise<number>
  /** Keys and etags of the records. */
  records(): Promise<Record<string, string>>
  /** Ids are those of the system: without what the lake puts before them. */
  rows(record: RecordName): Promise<readonly Row[]>
  [Symbol.asyncDispose](): Promise<void>
}

const secondMs = 1000

/** A connection over memory stores to a platform that is played; each request takes a second of the test's clock. */
export async function openBench(setting: Setting, platform: Platform): Promise<Bench> {
  const clock = settableClock(setting.now)
  const server = await startReplay(platform, () => {
    clock.time += secondMs
  })
  const [lake, state, logged] = [memoryLake(), memoryState(clock), [] as string[]]
  const path = `connections/${nameIn(setting.yaml(''))}.yaml`
  const connection = parseConnection(setting.yaml(server.url), path, () => setting.source)
  const outside: Outside = {
    http: fetchHttp(),
    sleep: async (ms) => {
      clock.time += ms
    },
    random: () => 0.5,
  }
  const note = (event: string, facts?: unknown) => void logged.push(`${event} ${JSON.stringify(facts)}`)
  const secrets = memorySecrets({ CONCORD_PERSONAL_KEY: '07'.repeat(32), ...setting.secrets(server.url) })
  const rt: PullRuntime = { ...runtimeOver(lake, state, clock), ...outside, secrets, log: { info: note, warn: note } }
  const pull = (options: Partial<PullOptions> = {}) =>
    pullConnection(rt, setting.source, connection as SourceConnection, options)
  return {
    ...{ rt, server, clock, lake, state, logged, pull },
    connection: connection as SourceConnection,
    async pullInSteps(requests, options = {}) {
      for (let calls = 1; calls < 10_000; calls++) {
        const { done } = await pull({ ...options, deadline: clock.now() + requests * secondMs })
        if (done) return calls
      }
      throw new Error('it never ends')
    },
    records: () => listing(lake),
    rows: async (record) =>
      Object.values(await rowsOf(lake, record))
        .flat()
        .map(asTheSystemSays(connection)),
    [Symbol.asyncDispose]: () => server.stop(),
  }
}

const asTheSystemSays = ({ source, account }: { readonly source: string; readonly account: string }) => {
  const prefix = entityPrefix(source, account)
  return (row: Row): Row =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        entityIds.has(name) && typeof value === 'string' ? value.replace(prefix, '') : value,
      ]),
    )
}

export const nameIn = (yaml: string) => /^name: (\S+)$/m.exec(yaml)?.[1] ?? 'unnamed'
