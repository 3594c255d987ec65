import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { addAgreement, storeAgreement } from '#aggregate/agreement-store.ts'
import { findSpan } from '#aggregate/as-of.ts'
import { buildTables } from '#aggregate/base-tables.ts'
import { addRecords, listRecords } from '#aggregate/inputs.ts'
import { lookups } from '#aggregate/lookups/index.ts'
import { makeAll } from '#aggregate/make-all.ts'
import graph from '#aggregate/models/graph.json' with { type: 'json' }
import { models } from '#aggregate/models/index.ts'
import { planOrder } from '#aggregate/plan.ts'
import { compileAgreements } from '#shared/agreement/compile.ts'
import { loadAgreements } from '#shared/agreement/load.ts'
import type { CompiledAgreement } from '#shared/agreement/tables.ts'
import { type FolderLake, folderLake } from '#shared/lake/folder.ts'
import { duckdbWarehouse } from '#shared/warehouse/duckdb.ts'
import type { WarehouseSession } from '#shared/warehouse/warehouse.ts'
import { scanFloor } from './scan-floor.ts'
import { type Spent, stopwatch } from './stopwatch.ts'

/**
 * `<this, bundled> <folder with lake/> <agreement file> <mart,…>` makes the marts and all that they need, once;
 * `<this, bundled> <folder with lake/>` only takes the floor, in a process of its own, for its memory is not the build's.
 * Prints one line of JSON.
 */
const [folder = '.', example = '', chosen = ''] = process.argv.slice(2)
const marts = chosen.split(',')
const reads: Readonly<Record<string, readonly string[]>> = graph

async function agreementOf(into: string): Promise<CompiledAgreement> {
  await mkdir(into, { recursive: true })
  const text = await readFile(resolve(example), 'utf8')
  await writeFile(join(into, '2025-01.yaml'), text.replace(/^effective_from: .*$/m, 'effective_from: 2025-01-01'))
  return compileAgreements(await loadAgreements(into))
}

/** The names that a mart needs, its own among them. */
function needsOf(mart: string, needed = new Set<string>()): ReadonlySet<string> {
  if (needed.has(mart)) return needed
  needed.add(mart)
  for (const below of reads[mart] ?? []) needsOf(below, needed)
  return needed
}

async function fill(session: WarehouseSession, lake: FolderLake, agreement: CompiledAgreement): Promise<void> {
  const objects = await listRecords(lake)
  await addRecords(session, objects)
  await addAgreement(session, agreement.version)
  const { asOf, observed } = await findSpan(session, objects, agreement)
  await session.addRows('build_input', buildTables.build_input, [{ as_of: asOf }])
  await session.addRows('observed', buildTables.observed, observed)
}

const peakMb = () => Math.round(process.resourceUsage().maxRSS / 1024)

interface Step extends Spent {
  /** The most that the process has ever had, after the step. */
  readonly peakMb: number
}

/** What each step takes when it runs alone, with all cores. */
async function timeSteps(session: WarehouseSession) {
  const needed = new Set(marts.flatMap((mart) => [...needsOf(mart)]))
  const order = planOrder(
    [...lookups, ...models].filter(({ name }) => needed.has(name)),
    graph,
  )
  const spent = new Map<string, Step>()
  let watch = stopwatch()
  const tick = (done: number) => {
    spent.set(order[done - 1]!.name, { ...watch(), peakMb: peakMb() })
    watch = stopwatch()
  }
  const rows = await makeAll({ session: { ...session, sideBySide: 1 }, steps: order, graph, tick })
  return { steps: spent, rows }
}

const sum = (list: readonly Spent[]): Spent => ({
  seconds: list.reduce((all, { seconds }) => all + seconds, 0),
  cpu: list.reduce((all, { cpu }) => all + cpu, 0),
})

async function timeMarts(): Promise<void> {
  const lake = folderLake(join(resolve(folder), 'lake'))
  const scratch = join(resolve(folder), 'scratch')
  const agreement = await agreementOf(join(resolve(folder), 'agreement'))
  await storeAgreement(lake, agreement)
  const session = await duckdbWarehouse({ lakeRoot: lake.root, scratch, threads: availableParallelism() }).open()
  await fill(session, lake, agreement)
  const { steps, rows } = await timeSteps(session)
  await session.close()
  const found = marts.map((mart) => ({
    mart,
    rows: rows.get(mart),
    own: steps.get(mart),
    whole: sum([...needsOf(mart)].flatMap((name) => steps.get(name) ?? [])),
  }))
  console.log(JSON.stringify({ marts: found, steps: Object.fromEntries(steps), peakMb: peakMb() }))
}

if (chosen === '') console.log(JSON.stringify(await scanFloor(join(resolve(folder), 'lake'), models)))
else await timeMarts()
