import { lookups } from '#aggregate/lookups/index.ts'
import graph from '#aggregate/models/graph.json' with { type: 'json' }
import { models } from '#aggregate/models/index.ts'
import { checkOnAthena } from './check.ts'
import { lookupOnAthena } from './lookup.ts'
import type { AthenaRuntime } from './parts.ts'
import { planOnAthena } from './plan.ts'
import { publishOnAthena } from './publish.ts'
import { statementFor } from './statement.ts'

const catalogue = { models, lookups, graph }

/** The steps of a build of Concord's own models, as the state machine calls them. */
export const steps = {
  async plan(rt: AthenaRuntime, asOf: string | undefined) {
    // YAML, calendars and the rules of the agreement: only this step needs them.
    const { readAgreement } = await import('./project.ts')
    return planOnAthena(rt, catalogue, { ...(await readAgreement(rt.lake)), asOf })
  },
  statement: (rt: AthenaRuntime, build: string, model: string) => statementFor(rt, models, build, model),
  lookup: (rt: AthenaRuntime, build: string, model: string) => lookupOnAthena(rt, lookups, build, model),
  async check(rt: AthenaRuntime, build: string) {
    const { checks } = await checkOnAthena(rt, catalogue, build)
    return { build, warned: checks.filter(({ rows }) => rows > 0).map(({ name, rows }) => ({ name, rows })) }
  },
  publish: (rt: AthenaRuntime, build: string) => publishOnAthena(rt, build),
}
