import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Context } from 'aws-lambda'
import type { CloudRuntime } from '#ingest/cloud/in-cloud.ts'
import { inboxHandler } from '#ingest/inbox.handler.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import { decodeTable, type Row } from '#shared/parquet/read.ts'
import { encodeColumns, recordColumns } from '#shared/parquet/write.ts'
import { pushProject } from '#shared/project/in-lake.ts'
import { records } from '#shared/records/index.ts'
import { memorySecrets } from '#shared/secrets/memory.ts'
import { memoryState } from '#shared/state/memory.ts'
import { adsYaml } from './connections.ts'
import { forPackage, writtenByPackage } from './package-writer.ts'
import { type Spent, stopwatch } from './stopwatch.ts'

/**
 * `<this, bundled> <folder with spend.csv> <rows>`: one event of S3 through the ingesting function over stores in memory, against
 * writers of Parquet that get the very rows it has written. All on one thread, as in Lambda. Prints one line of JSON.
 */
const [folder = '.', said = '0'] = process.argv.slice(2).map((word, at) => (at === 0 ? resolve(word) : word))
const rowCount = Number(said)
const rounds = 3
const columns = recordColumns(records.spend)
const clock = { now: () => Date.now() }
const csv = await readFile(join(folder, 'spend.csv'))

async function push(rt: CloudRuntime, yaml: string): Promise<void> {
  const project = join(folder, 'project')
  for (const part of ['agreement', 'connections']) await mkdir(join(project, part), { recursive: true })
  await writeFile(join(project, 'connections/ads.yaml'), yaml)
  await pushProject(rt.lake, project)
  await rm(project, { recursive: true })
}

async function cloud(): Promise<CloudRuntime> {
  const log = { info: () => undefined, warn: (event: string, facts?: object) => console.error(event, facts) }
  const stores = { lake: memoryLake(), inbox: memoryLake(), state: memoryState(clock), secrets: memorySecrets() }
  const rt = { ...stores, clock, log, progress: { step: () => undefined } }
  await push(rt, adsYaml)
  await rt.inbox.put('ads/spend.csv', csv, 'absent')
  return rt
}

const context = { functionName: 'bench', awsRequestId: 'bench', getRemainingTimeInMillis: () => 900_000 } as Context
const event = {
  Records: [{ messageId: '1', body: JSON.stringify({ Records: [{ s3: { object: { key: 'ads/spend.csv' } } }] }) }],
}

async function handled(rt: CloudRuntime): Promise<Spent> {
  const spent = stopwatch()
  const answer = await inboxHandler(async () => rt)(event, context)
  const found = spent()
  if (JSON.stringify(answer) !== '{"batchItemFailures":[]}') throw new Error(JSON.stringify(answer))
  return found
}

/** The values of each unit, column by column. */
async function unitsOf({ lake }: CloudRuntime): Promise<Record<string, readonly unknown[]>[]> {
  const byColumn = (rows: readonly Row[]) =>
    Object.fromEntries(Object.keys(columns).map((name) => [name, rows.map((row) => row[name])]))
  const units = await lake.list('records/spend/')
  return Promise.all(units.map(async ({ key }) => byColumn(await decodeTable((await lake.get(key))!.bytes, columns))))
}

function timed(work: () => void): Spent {
  const spent = stopwatch()
  work()
  return spent()
}

const lengthOf = (data: Record<string, readonly unknown[]>) => Object.values(data)[0]!.length
const found: Record<string, Spent[]> = { handler: [], fromRaw: [], writer: [], package: [], packageOneFile: [] }
for (let round = 0; round < rounds; round++) {
  const rt = await cloud()
  found.handler!.push(await handled(rt))
  const units = await unitsOf(rt)
  const total = units.reduce((sum, unit) => sum + lengthOf(unit), 0)
  if (total !== rowCount) throw new Error(`${total} rows in the lake`)
  found.writer!.push(timed(() => units.map((unit) => encodeColumns(columns, unit, lengthOf(unit)))))
  const given = units.map((unit) => forPackage(columns, unit))
  found.package!.push(timed(() => given.map((one) => writtenByPackage(columns, one))))
  const whole = given[0]!.map(({ name }, at) => ({ name, data: given.flatMap((unit) => unit[at]!.data) }))
  found.packageOneFile!.push(timed(() => writtenByPackage(columns, whole)))
  // Another mapping: everything is made anew, from raw.
  await push(rt, adsYaml.replace('      keyword: Keyword\n', '      keyword: Campaign\n'))
  found.fromRaw!.push(await handled(rt))
}

const best = (list: readonly Spent[]) => ({
  rowsPerSecond: Math.round(rowCount / Math.min(...list.map(({ seconds }) => seconds))),
  rowsPerCpuSecond: Math.round(rowCount / Math.min(...list.map(({ cpu }) => cpu))),
})
const rates = Object.fromEntries(Object.entries(found).map(([name, list]) => [name, best(list)]))
console.log(JSON.stringify({ rowCount, ...rates, rssMb: process.resourceUsage().maxRSS / 1024 }))
