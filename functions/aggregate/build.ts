import type { CompiledAgreement } from '#shared/agreement/tables.ts'
import { keys } from '#shared/names.ts'
import type { Fence } from '#shared/state/state.ts'
import type { WarehouseSession } from '#shared/warehouse/warehouse.ts'
import { addAgreement, storeAgreement } from './agreement-store.ts'
import { findSpan, type Span } from './as-of.ts'
import { buildTables } from './base-tables.ts'
import { buildId, sha256 } from './build-id.ts'
import { type CheckResult, checkGrains, judgeChecks } from './checks.ts'
import { type BuildManifest, type BuiltModel, manifestKey, readManifest, toBytes } from './current.ts'
import type { Graph } from './graph.ts'
import { addRecords, listRecords } from './inputs.ts'
import type { LookupDefinition, ModelDefinition, Row } from './model.ts'
import { freedAfter, planOrder, type Step } from './plan.ts'
import { publish } from './publish.ts'
import { type AggregateRuntime, warehouseOf } from './runtime.ts'

export interface BuildOptions {
  readonly models: readonly ModelDefinition[]
  readonly lookups: readonly LookupDefinition[]
  /** models/graph.json, as `npm run graph` made it. */
  readonly graph: Graph
  readonly agreement: CompiledAgreement
  /** YYYY-MM-DD; not given: the newest settled day of the data. */
  readonly asOf?: string
  /** YYYY-MM-DD: facts dated later are taken for mistakes when the newest day is looked for. */
  readonly until?: string
  /** The lock under which the result is published. */
  readonly fence?: Fence
  readonly signal?: AbortSignal
}

export interface BuildSummary {
  readonly build: string
  readonly asOf: string
  /** False: the very same build was there already. */
  readonly built: boolean
  /** False: readers saw this build already. */
  readonly published: boolean
  readonly models: Readonly<Record<string, BuiltModel>>
  readonly checks: readonly CheckResult[]
}

async function make(session: WarehouseSession, step: Step): Promise<number | undefined> {
  const { name, sql, columns, view = false } = step
  if (sql !== undefined) return session.addModel({ name, sql, columns, view })
  const query = async (sql: string) => (await session.query(sql)).rows as readonly Row[]
  const rows = 'make' in step ? await step.make(query) : []
  await session.addRows(name, columns, rows)
  return rows.length
}

async function makeAll(rt: AggregateRuntime, session: WarehouseSession, options: BuildOptions) {
  const steps = planOrder([...options.lookups, ...options.models], options.graph)
  const freed = freedAfter(steps, options.graph)
  const rowsOf = new Map<string, number>()
  for (const [at, step] of steps.entries()) {
    options.signal?.throwIfAborted()
    rowsOf.set(step.name, (await make(session, step)) ?? 0)
    for (const name of freed[at] ?? []) await session.drop(name)
    rt.progress.step('build', at + 1, steps.length, 'models')
  }
  return rowsOf
}

/** A file left by a run that was cut off is the same or, after an upgrade of the engine, replaced: nobody refers to it yet. */
async function store(rt: AggregateRuntime, key: string, bytes: Uint8Array): Promise<void> {
  const put = await rt.lake.put(key, bytes, 'absent')
  if (!put.done && put.etag) await rt.lake.put(key, bytes, { etag: put.etag })
}

async function writeMarts(
  rt: AggregateRuntime,
  session: WarehouseSession,
  build: string,
  { models, signal }: BuildOptions,
  rowsOf: ReadonlyMap<string, number>,
): Promise<Readonly<Record<string, BuiltModel>>> {
  const shown = models.filter((model) => model.layer === 'mart' || model.layer === 'check')
  const built: Record<string, BuiltModel> = {}
  for (const model of shown.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    signal?.throwIfAborted()
    const key = keys.build(build, model.name)
    const bytes = await session.toParquet(model.name, model.columns, model.grain)
    await session.drop(model.name)
    await store(rt, key, bytes)
    built[model.name] = { key, sha256: sha256(bytes), rows: rowsOf.get(model.name) ?? 0 }
    rt.progress.step('write', Object.keys(built).length, shown.length, 'models')
  }
  return built
}

async function buildNew(
  rt: AggregateRuntime,
  session: WarehouseSession,
  build: string,
  options: BuildOptions,
  { asOf, observed }: Span,
): Promise<BuildManifest> {
  await session.addRows('build_input', buildTables.build_input, [{ as_of: asOf }])
  await session.addRows('observed', buildTables.observed, observed)
  const rowsOf = await makeAll(rt, session, options)
  await checkGrains(session, options.models)
  const checks = await judgeChecks(
    session,
    options.models.filter((model) => model.layer === 'check'),
    rowsOf,
  )
  const models = await writeMarts(rt, session, build, options, rowsOf)
  const manifest = { build, as_of: asOf, agreement: options.agreement.version, models, checks }
  await store(rt, manifestKey(build), toBytes(manifest))
  return manifest
}

/**
 * Records and agreement in, marts out: runs every model, its checks, writes the marts and moves `published/current.json`.
 * The same inputs are the same build and nothing is done again. Errors: FixData where a check blocks (what was published
 * stays), Bug where a model breaks its contract, Unavailable where another run came first.
 */
export async function build(rt: AggregateRuntime, options: BuildOptions): Promise<BuildSummary> {
  const objects = await listRecords(rt.lake)
  await storeAgreement(rt.lake, options.agreement)
  const session = await (await warehouseOf(rt)).open()
  const interrupt = () => session.interrupt()
  options.signal?.addEventListener('abort', interrupt)
  try {
    await addRecords(session, objects)
    await addAgreement(session, options.agreement.version)
    const span = await findSpan(session, objects, options.agreement, options.until)
    const asOf = options.asOf ?? span.asOf
    const id = buildId(objects, options.agreement.version, asOf, [...options.lookups, ...options.models])
    const before = await readManifest(rt.lake, id)
    const manifest = before ?? (await buildNew(rt, session, id, options, { ...span, asOf }))
    const published = await publish(rt, manifest, options.fence)
    return { build: id, asOf, built: !before, published, models: manifest.models, checks: manifest.checks }
  } finally {
    options.signal?.removeEventListener('abort', interrupt)
    await session.close()
  }
}
