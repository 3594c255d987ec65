import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from '#aggregate/build.ts'
import { lookups } from '#aggregate/lookups/index.ts'
import graph from '#aggregate/models/graph.json' with { type: 'json' }
import { models } from '#aggregate/models/index.ts'
import { withLock } from '#ingest/with-lock.ts'
import { compileAgreements } from '#shared/agreement/compile.ts'
import { loadAgreements } from '#shared/agreement/load.ts'
import { localRuntime } from '#shared/runtime-local.ts'

/** `<this, bundled> <synced project> <agreement file>`: builds and publishes under an agreement of 2025-01. Prints one line of JSON. */
const [project = '.', example = ''] = process.argv.slice(2).map((path) => resolve(path))
const folder = join(project, 'agreement')
await mkdir(folder, { recursive: true })
const text = await readFile(example, 'utf8')
await writeFile(join(folder, '2025-01.yaml'), text.replace(/^effective_from: .*$/m, 'effective_from: 2025-01-01'))

const started = performance.now()
const rt = localRuntime(project, { progress: { step: () => undefined } })
const agreement = compileAgreements(await loadAgreements(folder))
const made = await withLock(rt, 'bench', (fence) => build(rt, { models, lookups, graph, agreement, fence }))
rt.close()
const rssMb = process.resourceUsage().maxRSS / 1024
const { user, system } = process.threadCpuUsage()
const all = process.cpuUsage()
const cpu = { main: (user + system) / 1e6, all: (all.user + all.system) / 1e6 }
const rows = Object.values(made.models).reduce((sum, model) => sum + model.rows, 0)
const seconds = (performance.now() - started) / 1000
console.log(JSON.stringify({ seconds, cpu, built: made.built, asOf: made.asOf, rows, rssMb }))
