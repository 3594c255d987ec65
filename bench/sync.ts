import { join, resolve } from 'node:path'
import { syncConnection } from '#ingest/files/sync-connection.ts'
import { withLock } from '#ingest/with-lock.ts'
import { folderLake } from '#shared/lake/folder.ts'
import type { Runtime } from '#shared/runtime.ts'
import { memorySecrets } from '#shared/secrets/memory.ts'
import { sqliteState } from '#shared/state/sqlite.ts'
import { benchConnections } from './connections.ts'

/** `node bench/sync.ts <folder of the files> <project folder>`: prints one line of JSON. */
const [files = '.', project = '.'] = process.argv.slice(2).map((path) => resolve(path))
const clock = { now: () => Date.now() }
const state = sqliteState(join(project, 'state.sqlite'), clock)
const rt: Runtime = {
  clock,
  log: { info: () => undefined, warn: () => undefined },
  lake: folderLake(join(project, 'lake')),
  state,
  secrets: memorySecrets(),
  progress: { step: () => undefined },
}

const started = performance.now()
const seconds: Record<string, number> = {}
const rows: Record<string, number> = {}
await withLock(rt, 'bench', async (fence) => {
  for (const { connection, file } of benchConnections) {
    const began = performance.now()
    const { total } = await syncConnection(rt, connection, [{ path: join(files, file), name: file }], { fence })
    seconds[connection.name] = (performance.now() - began) / 1000
    rows[connection.name] = total.good
  }
})
state.close()
const rssMb = process.resourceUsage().maxRSS / 1024
const { user, system } = process.threadCpuUsage()
const all = process.cpuUsage()
const cpu = { main: (user + system) / 1e6, all: (all.user + all.system) / 1e6 }
console.log(JSON.stringify({ seconds: (performance.now() - started) / 1000, parts: seconds, cpu, rows, rssMb }))
