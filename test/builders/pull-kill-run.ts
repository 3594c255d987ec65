import { parseConnection } from '#ingest/connection/connections.ts'
import type { Outside, PullRuntime } from '#ingest/outside.ts'
import { readPullManifests } from '#ingest/pull/manifest.ts'
import { type Pulled, type PullOptions, pullConnection } from '#ingest/pull/pull.ts'
import { unpackedText } from '#ingest/raw/pack.ts'
import type { Source } from '#ingest/source.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { decodeTable } from '#shared/parquet/read.ts'
import { recordColumns } from '#shared/parquet/write.ts'
import { type RecordName, records } from '#shared/records/index.ts'
import type { Secrets } from '#shared/runtime.ts'
import type { State } from '#shared/state/state.ts'
import { runtimeOver, type settableClock } from './sync-project.ts'
import type { Setting } from './test-source-run.ts'

export interface Stores {
  readonly lake: Lake
  readonly state: State
  readonly secrets: Secrets
}

export interface PullPlace {
  readonly setting: Setting
  /** Of the played platform. */
  readonly url: string
  readonly http: Outside['http']
  /** Waits move it on. */
  readonly clock: ReturnType<typeof settableClock>
  /** A changed definition, as a planted bug. */
  readonly source?: Source
}

const minutes = 60_000
/** How much later than the setting's moment each run of a scenario begins: leases of a killed run have run out by then. */
export const laterBy = (runs: number): number => runs * 5 * minutes

export const personalKey = { CONCORD_PERSONAL_KEY: '07'.repeat(32) }

export function connectionOf({ setting, url, source = setting.source }: PullPlace): SourceConnection {
  const yaml = setting.yaml(url)
  const path = `connections/${/^name: (\S+)$/m.exec(yaml)?.[1]}.yaml`
  return parseConnection(yaml, path, () => source) as SourceConnection
}

export function pullRuntime(stores: Stores, { http, clock }: PullPlace): PullRuntime {
  const sleep = async (ms: number) => {
    clock.time += ms
  }
  return {
    ...runtimeOver(stores.lake, stores.state, clock),
    ...{ secrets: stores.secrets, http, sleep, random: () => 0.5 },
  }
}

/** One pull under a fence of its own. `pull` may be a spoilt copy of the engine. */
export async function pullOver(
  stores: Stores,
  place: PullPlace,
  { pull = pullConnection, ...options }: PullOptions & { readonly pull?: typeof pullConnection } = {},
): Promise<Pulled> {
  const claim = await stores.state.claim('project', 'test', 0)
  if (!claim.held) throw new Error('the lease of a test is free')
  const { setting, source = setting.source } = place
  return pull(pullRuntime(stores, place), source, connectionOf(place), { fence: claim.fence, ...options })
}

/** Object → its rows without the time of reading, sorted. */
export async function contents(lake: Lake): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const { key } of await lake.list('records/')) {
    const rows = await decodeTable((await lake.get(key))!.bytes, columnsOf(key))
    const texts = rows.map(({ pulled_at: _, ...row }) => JSON.stringify(row, bigints))
    found[key] = texts.sort().join('\n')
  }
  return found
}

const columnsOf = (key: string) => recordColumns(records[key.split('/')[1] as RecordName])
const bigints = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)

/** Objects that can't be read whole, and names in manifests under which nothing stands. */
export async function tornOrMissing(lake: Lake, connection: SourceConnection): Promise<readonly string[]> {
  const bad: string[] = []
  const keys = new Set((await lake.list('')).map(({ key }) => key))
  for (const key of keys) if (!(await isWhole(key, (await lake.get(key))!.bytes))) bad.push(`torn ${key}`)
  if (bad.length > 0) return bad
  for (const { raw, units } of await readPullManifests(lake, connection))
    for (const key of [...raw, ...units.map((unit) => unit.key)]) if (!keys.has(key)) bad.push(`missing ${key}`)
  return bad
}

async function isWhole(key: string, bytes: Uint8Array): Promise<boolean> {
  try {
    if (key.endsWith('.parquet')) await decodeTable(bytes, columnsOf(key))
    else if (key.endsWith('.zst')) return (await unpackedText(bytes)).length > 0
    else if (key.endsWith('.json')) JSON.parse(Buffer.from(bytes).toString('utf8'))
    return true
  } catch {
    return false
  }
}
