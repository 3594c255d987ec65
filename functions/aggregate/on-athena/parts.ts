import type { Graph } from '#aggregate/graph.ts'
import type { LookupDefinition, ModelDefinition } from '#aggregate/model.ts'
import type { Step } from '#aggregate/plan.ts'
import { Bug } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Runtime } from '#shared/runtime.ts'
import type { AthenaWarehouse } from '#shared/warehouse/athena.ts'
import { buildDatabase } from '#shared/warehouse/glue-names.ts'

/** What the steps of a build on Athena need. The warehouse is that of the stable database. */
export interface AthenaRuntime extends Pick<Runtime, 'lake' | 'state' | 'log' | 'clock'> {
  readonly warehouse: AthenaWarehouse
}

/** What there is to build. */
export interface Catalogue {
  readonly models: readonly ModelDefinition[]
  readonly lookups: readonly LookupDefinition[]
  readonly graph: Graph
}

/** The place of one build: its own database, its objects below builds/<build>/. */
export const placeOf = ({ warehouse }: Pick<AthenaRuntime, 'warehouse'>, build: string): AthenaWarehouse =>
  warehouse.in(buildDatabase(warehouse.database, build), `builds/${build}`)

export const isShown = ({ layer }: Step): boolean => layer === 'mart' || layer === 'check'

const unknown = (model: string) =>
  new Bug({
    who: 'build',
    code: 'UNKNOWN_MODEL',
    where: model,
    what: say(`нет модели ${model}`, `there is no model ${model}`),
  })

/** Errors: Bug for a name that the catalogue lacks. */
export function find<S extends Step>(steps: readonly S[], name: string): S {
  const found = steps.find((step) => step.name === name)
  if (!found) throw unknown(name)
  return found
}
