import { join } from 'node:path'
import { parseConnection } from '#ingest/connections.ts'
import { realOutside } from '#ingest/outside.ts'
import { pullConnection } from '#ingest/pull/pull.ts'
import { appendUnit } from '#ingest/pull/units.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { sourceOf } from '#ingest/sources/index.ts'
import { folderLake } from '#shared/lake/folder.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { decodeTable, type Row } from '#shared/parquet/read.ts'
import { encodeTable, recordColumns, type TableColumns } from '#shared/parquet/write.ts'
import { type RecordName, records } from '#shared/records/index.ts'
import { memorySecrets } from '#shared/secrets/memory.ts'
import { sqliteState } from '#shared/state/sqlite.ts'
import { now } from './connector-worlds/world.ts'

/** `node bench/connector-pull.ts <project folder> <JSON of the server>`: pulls all there is, then writes the same rows alone. */
const [project = '.', given = '{}'] = process.argv.slice(2)
const { yaml, secrets } = JSON.parse(given) as { yaml: string; secrets: Record<string, string> }
const began = Date.now()
let skipped = 0
/** Waits that a system's limits ask for take no time here. */
const clock = { now: () => now + (Date.now() - began) + skipped }
const state = sqliteState(join(project, 'state.sqlite'), clock)
const lake = folderLake(join(project, 'lake'))
const quiet = { info: () => undefined, warn: (event: string, facts?: unknown) => console.error(event, facts) }
const connection = parseConnection(yaml, 'connections/bench.yaml') as SourceConnection
const source = sourceOf(connection.kind)!
const rt = {
  ...realOutside(),
  ...{ clock, log: quiet, lake, state, progress: { step: () => undefined } },
  secrets: memorySecrets({ CONCORD_PERSONAL_KEY: '07'.repeat(32), ...secrets }),
  sleep: async (ms: number) => {
    skipped += ms
  },
}

const started = performance.now()
const cpuBefore = process.cpuUsage()
const { done, summary } = await pullConnection(rt, source, connection)
const seconds = (performance.now() - started) / 1000
const { user, system } = process.cpuUsage(cpuBefore)
const rssMb = process.resourceUsage().maxRSS / 1024
const problems = summary.files.flatMap(({ problem }) => problem ?? [])
if (!done || problems.length > 0 || summary.total.quarantined > 0) throw new Error(JSON.stringify({ done, problems }))
state.close()

interface Unit {
  readonly record: RecordName
  readonly columns: TableColumns
  readonly rows: readonly Row[]
}

async function unitsOf(from: Lake): Promise<readonly Unit[]> {
  const units: Unit[] = []
  for (const { key } of await from.list('records/')) {
    const record = key.split('/')[1] as RecordName
    const columns = recordColumns(records[record])
    units.push({ record, columns, rows: await decodeTable((await from.get(key))!.bytes, columns) })
  }
  return units
}

async function cpuOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

/** Rows to the bytes of Parquet files. */
const encodeAll = (units: readonly Unit[]) => () => {
  for (const { columns, rows } of units) encodeTable(columns, rows)
}

/** Rows to the lake as every connector leaves them there: coded, sorted, hashed, encoded, put. */
const writeAll = (units: readonly Unit[], round: number) => async () => {
  const writer = {
    lake: folderLake(join(project, `alone-${round}`)),
    connection,
    pulledAt: now,
    check: async () => undefined,
  }
  for (const [i, { record, rows }] of units.entries()) {
    await appendUnit(writer, { record, month: '2026-07', unit: String(i) }, rows)
  }
}

async function least(rounds: number, work: (round: number) => () => unknown): Promise<number> {
  const all: number[] = []
  for (let round = 0; round < rounds; round++) all.push(await cpuOf(work(round)))
  return Math.min(...all)
}

const units = await unitsOf(lake)
const rows = units.reduce((sum, unit) => sum + unit.rows.length, 0)
const writer = await least(3, () => encodeAll(units))
const toLake = await least(3, (round) => writeAll(units, round))
const cpu = (user + system) / 1e6
console.log(JSON.stringify({ received: summary.total.read, rows, seconds, cpu, writer, toLake, rssMb }))
