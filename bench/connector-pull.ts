import { join } from 'node:path'
import { parseConnection } from '#ingest/connection/connections.ts'
import { realOutside } from '#ingest/outside.ts'
import { pullConnection } from '#ingest/pull/pull.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { sourceOf } from '#ingest/sources/index.ts'
import { folderLake } from '#shared/lake/folder.ts'
import { memorySecrets } from '#shared/secrets/memory.ts'
import { sqliteState } from '#shared/state/sqlite.ts'
import { now } from './connector-worlds/world.ts'
import { writersAlone } from './connector-writers.ts'
import { type Spent, stopwatch } from './stopwatch.ts'

/** `node bench/connector-pull.ts <project folder> <JSON of the server>`: pulls all there is, then writes the same rows alone. */
const [project = '.', given = '{}'] = process.argv.slice(2)
const { url, yaml, secrets } = JSON.parse(given) as { url: string; yaml: string; secrets: Record<string, string> }
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const connection = parseConnection(yaml, 'connections/bench.yaml') as SourceConnection
const source = sourceOf(connection.kind)!
const log = { info: () => undefined, warn: (event: string, facts?: unknown) => console.error(event, facts) }

interface Pull extends Spent {
  readonly lakeFolder: string
  readonly received: number
  readonly server: { readonly cpu: number; readonly asked: number }
}

/** Into a project of its own. */
async function pull(round: number): Promise<Pull> {
  const began = Date.now()
  let skipped = 0
  /** Waits that a system's limits ask for take no time here. */
  const clock = { now: () => now + (Date.now() - began) + skipped }
  const folder = join(project, String(round))
  const state = sqliteState(join(folder, 'state.sqlite'), clock)
  const lakeFolder = join(folder, 'lake')
  const lake = folderLake(lakeFolder)
  const rt = {
    ...realOutside(),
    ...{ clock, log, lake, state, progress: { step: () => undefined } },
    secrets: memorySecrets({ CONCORD_PERSONAL_KEY: '07'.repeat(32), ...secrets }),
    sleep: async (ms: number) => {
      skipped += ms
    },
  }
  const spent = stopwatch()
  const { done, summary } = await pullConnection(rt, source, connection)
  const found = spent()
  state.close()
  const problems = summary.files.flatMap(({ problem }) => problem ?? [])
  if (!done || problems.length > 0 || summary.total.quarantined > 0) throw new Error(JSON.stringify({ done, problems }))
  const server = (await (await fetch(`${url}/bench`)).json()) as Pull['server']
  return { ...found, lakeFolder, received: summary.total.read, server }
}

const pulls: Pull[] = []
for (let round = 0; round < rounds; round++) pulls.push(await pull(round))
const rssMb = process.resourceUsage().maxRSS / 1024
const best = pulls.toSorted((a, b) => a.cpu - b.cpu)[0]!
const { received, seconds, cpu, server } = best
const alone = await writersAlone(best.lakeFolder, connection, (name) => folderLake(join(project, name)))
console.log(JSON.stringify({ received, seconds, cpu, first: pulls[0]!.cpu, server, rssMb, ...alone }))
