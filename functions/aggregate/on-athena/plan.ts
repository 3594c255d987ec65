import { storeAgreement } from '#aggregate/agreement-store.ts'
import { buildTables } from '#aggregate/base-tables.ts'
import { readPublished } from '#aggregate/current.ts'
import { addRecords, listRecords, type RecordObject } from '#aggregate/inputs.ts'
import { planLevels } from '#aggregate/plan.ts'
import { type BuildPlan, planBuild } from '#aggregate/plan-build.ts'
import { type AgreementTable, agreementTables, type CompiledAgreement } from '#shared/agreement/tables.ts'
import { atOnce } from '#shared/at-once.ts'
import type { Language } from '#shared/i18n/text.ts'
import { planDatabase } from '#shared/warehouse/glue-names.ts'
import { writeNote } from './note.ts'
import { type AthenaRuntime, type Catalogue, placeOf } from './parts.ts'

export interface PlanOptions {
  readonly agreement: CompiledAgreement
  /** The company's, its own first. */
  readonly languages: readonly Language[]
  readonly asOf?: string
}

export interface Level {
  readonly level: number
  readonly items: readonly { readonly model: string; readonly kind: 'sql' | 'lookup' }[]
}

export interface Planned {
  readonly build: string
  readonly database: string
  /** That build is what readers see already. */
  readonly done: boolean
  /** Empty where the build is done, or was finished and only not published. */
  readonly levels: readonly Level[]
}

const dayMs = 86_400_000

/** Somewhere it is tomorrow already. */
const tomorrow = (now: number): string => new Date(now + dayMs).toISOString().slice(0, 10)

const levelsOf = ({ models, lookups, graph }: Catalogue): readonly Level[] =>
  planLevels([...lookups, ...models], graph).map((steps, level) => ({
    level,
    items: steps.map((step) => ({ model: step.name, kind: step.sql === undefined ? 'lookup' : 'sql' })),
  }))

/** Fills the build's database with all that models read: records, agreement, the build's own two small tables. */
async function prepare(
  rt: AthenaRuntime,
  objects: readonly RecordObject[],
  { agreement, languages }: PlanOptions,
  { build, asOf, observed }: BuildPlan,
): Promise<void> {
  const session = await placeOf(rt, build).open()
  await addRecords(session, objects)
  await atOnce(Object.entries(agreementTables), ([name, columns]) =>
    session.addRows(name, columns, agreement.tables[name as AgreementTable]),
  )
  await session.addRows('build_input', buildTables.build_input, [{ as_of: asOf }])
  await session.addRows('observed', buildTables.observed, observed)
  await writeNote(rt.lake, { build, as_of: asOf, agreement: agreement.version, languages })
}

/** Names the build and makes ready what its models read. Errors: Unavailable, FixConfig, Bug. */
export async function planOnAthena(rt: AthenaRuntime, catalogue: Catalogue, options: PlanOptions): Promise<Planned> {
  const objects = await listRecords(rt.lake)
  await storeAgreement(rt.lake, options.agreement)
  const planning = await rt.warehouse.in(planDatabase(rt.warehouse.database)).open()
  await addRecords(planning, objects)
  const until = tomorrow(rt.clock.now())
  const plan = await planBuild(planning, rt.lake, objects, { ...catalogue, ...options, until })
  const { database } = placeOf(rt, plan.build)
  const done = (await readPublished(rt))?.build === plan.build
  if (done || plan.before) return { build: plan.build, database, done, levels: [] }
  await prepare(rt, objects, options, plan)
  return { build: plan.build, database, done, levels: levelsOf(catalogue) }
}
