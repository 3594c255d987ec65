import type { CompiledAgreement } from '#shared/agreement/tables.ts'
import { keys } from '#shared/names.ts'
import type { Fence } from '#shared/state/state.ts'
import type { WarehouseSession } from '#shared/warehouse/warehouse.ts'
import { addAgreement, storeAgreement } from './agreement-store.ts'
import type { Span } from './as-of.ts'
import { buildTables } from './base-tables.ts'
import { markingBlocked } from './blocked.ts'
import { sha256 } from './build-id.ts'
import { type CheckResult, checkBuild } from './checks.ts'
import { type BuildManifest, type BuiltModel, putAnew, storeManifest } from './current.ts'
import type { Graph } from './graph.ts'
import { addRecords, listRecords } from './inputs.ts'
import { makeAll } from './make-all.ts'
import type { LookupDefinition, ModelDefinition } from './model.ts'
import { isShown, planOrder } from './plan.ts'
import { planBuild } from './plan-build.ts'
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

async function writeMarts(
  rt: AggregateRuntime,
  session: WarehouseSession,
  build: string,
  { models, signal }: BuildOptions,
  rowsOf: ReadonlyMap<string, number>,
): Promise<Readonly<Record<string, BuiltModel>>> {
  const shown = models.filter(isShown)
  const built: Record<string, BuiltModel> = {}
  for (const model of shown.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    signal?.throwIfAborted()
    const key = keys.build(build, model.name)
    const bytes = await session.toParquet(model.name, model.columns, model.grain)
    await session.drop(model.name)
    await putAnew(rt.lake, key, bytes)
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
  const steps = planOrder([...options.lookups, ...options.models], options.graph)
  const tick = (done: number) => rt.progress.step('build', done, steps.length, 'models')
  const rowsOf = await makeAll({ session, steps, graph: options.graph, signal: options.signal, tick })
  const checks = await markingBlocked(rt.lake, asOf, () => checkBuild(session, options.models, rowsOf))
  const models = await writeMarts(rt, session, build, options, rowsOf)
  const manifest = { build, as_of: asOf, agreement: options.agreement.version, models, checks }
  await storeManifest(rt.lake, manifest)
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
    const plan = await planBuild(session, rt.lake, objects, options)
    const { build: id, asOf, before } = plan
    const manifest = before ?? (await buildNew(rt, session, id, options, plan))
    const published = await publish(rt, manifest, options.fence)
    return { build: id, asOf, built: !before, published, models: manifest.models, checks: manifest.checks }
  } finally {
    options.signal?.removeEventListener('abort', interrupt)
    await session.close()
  }
}
