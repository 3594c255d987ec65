import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addAgreement, storeAgreement } from '#aggregate/agreement-store.ts'
import { buildTables } from '#aggregate/base-tables.ts'
import { addRecords, listRecords } from '#aggregate/inputs.ts'
import { lookups } from '#aggregate/lookups/index.ts'
import { makeLookup } from '#aggregate/make-lookup.ts'
import graph from '#aggregate/models/graph.json' with { type: 'json' }
import { models } from '#aggregate/models/index.ts'
import { planOrder, type Step } from '#aggregate/plan.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { duckdbWarehouse } from '#shared/warehouse/duckdb.ts'
import type { SqlRow } from '#shared/warehouse/warehouse.ts'
import { lifeAgreement } from './agreement.ts'

const reads: Readonly<Record<string, readonly string[]>> = graph
const agreement = lifeAgreement()
const wanted = ['fct_leads', 'fct_deals', 'int_lead_verdict', 'stg_lead_owner']

/** What these are made of, and nothing else. */
function stepsFor(names: readonly string[]): readonly Step[] {
  const needed = new Set<string>()
  const need = (name: string) => {
    if (needed.has(name)) return
    needed.add(name)
    for (const read of reads[name] ?? []) need(read)
  }
  names.forEach(need)
  const all: readonly Step[] = [...lookups, ...models]
  return planOrder(
    all.filter(({ name }) => needed.has(name)),
    graph,
  )
}

const steps = stepsFor(wanted)

export type Marts = Readonly<Record<string, readonly SqlRow[]>>

/** The numbers that a lake gives on that day. */
export async function martsOf(lake: Lake, asOf: string): Promise<Marts> {
  const scratch = mkdtempSync(join(tmpdir(), 'concord-lives-'))
  await storeAgreement(lake, agreement)
  const session = await duckdbWarehouse({ lakeRoot: lake, scratch, threads: 1 }).open()
  try {
    await addRecords(session, await listRecords(lake))
    await addAgreement(session, agreement.version)
    await session.addRows('build_input', buildTables.build_input, [{ as_of: asOf }])
    await session.addRows('observed', buildTables.observed, [])
    for (const step of steps) {
      if ('make' in step) await makeLookup(session, step)
      else if (step.sql !== undefined)
        await session.addModel({ name: step.name, sql: step.sql, columns: step.columns, view: step.view })
    }
    const found: Record<string, readonly SqlRow[]> = {}
    for (const name of wanted) found[name] = (await session.query(`SELECT * FROM ${name}`)).rows
    return found
  } finally {
    await session.close()
    rmSync(scratch, { recursive: true, force: true })
  }
}
