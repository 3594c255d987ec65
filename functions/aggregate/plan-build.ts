import type { CompiledAgreement } from '#shared/agreement/tables.ts'
import type { Lake } from '#shared/lake/lake.ts'
import type { WarehouseSession } from '#shared/warehouse/warehouse.ts'
import { findSpan, type Span } from './as-of.ts'
import { buildId } from './build-id.ts'
import { type BuildManifest, readManifest } from './current.ts'
import type { RecordObject } from './inputs.ts'
import type { LookupDefinition, ModelDefinition } from './model.ts'

export interface BuildInputs {
  readonly models: readonly ModelDefinition[]
  readonly lookups: readonly LookupDefinition[]
  readonly agreement: CompiledAgreement
  readonly asOf?: string
  readonly until?: string
}

/** What a build is, before anything of it is made. */
export interface BuildPlan extends Span {
  readonly build: string
  /** The very same build, where it was finished before. */
  readonly before: BuildManifest | undefined
}

/** Names the build by its inputs. The session has the records as tables. */
export async function planBuild(
  session: WarehouseSession,
  lake: Lake,
  objects: readonly RecordObject[],
  { models, lookups, agreement, asOf, until }: BuildInputs,
): Promise<BuildPlan> {
  const span = await findSpan(session, objects, agreement, until)
  const day = asOf ?? span.asOf
  const build = buildId(objects, agreement.version, day, [...lookups, ...models])
  return { build, asOf: day, observed: span.observed, before: await readManifest(lake, build) }
}
