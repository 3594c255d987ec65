import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type BuildSummary, build } from '#aggregate/build.ts'
import { lookups } from '#aggregate/lookups/index.ts'
import graph from '#aggregate/models/graph.json' with { type: 'json' }
import { models } from '#aggregate/models/index.ts'
import { openPublished, type Published } from '#aggregate/published.ts'
import { compileAgreements } from '#shared/agreement/compile.ts'
import { loadAgreements } from '#shared/agreement/load.ts'
import { type LocalRuntime, localRuntime } from '#shared/runtime-local.ts'
import { writeCompany } from '#test/builders/companies.ts'
import { runProject, temporaryFolder } from '#test/builders/project-run.ts'
import { lakeWarehouse } from './lake-session.ts'

const place = inject('trino')
const missing = inject('trinoMissing')
const shown = models.filter((model) => model.layer === 'mart' || model.layer === 'check')

/** The same records and agreement in a project of its own, built by Trino. */
async function buildOnTrino(from: string, to: string): Promise<{ rt: LocalRuntime; built: BuildSummary }> {
  await cp(join(from, 'agreement'), join(to, 'agreement'), { recursive: true })
  await cp(join(from, 'lake/records'), join(to, 'lake/records'), { recursive: true })
  const rt = localRuntime(to, { progress: { step: () => undefined } })
  const warehouse = lakeWarehouse({ ...place!, lake: rt.lake })
  const agreement = compileAgreements(await loadAgreements(join(to, 'agreement')))
  return { rt, built: await build({ ...rt, warehouse }, { models, lookups, graph, agreement }) }
}

describe.skipIf(missing)(`the demo company on Trino${missing ? ` — skipped: ${missing}` : ''}`, () => {
  const folders: string[] = []
  const built: Partial<Record<'duckdb' | 'trino', BuildSummary>> = {}
  const published: Partial<Record<'duckdb' | 'trino', Published>> = {}

  beforeAll(async () => {
    const laptop = await temporaryFolder()
    const cloud = await temporaryFolder()
    folders.push(laptop, cloud)
    await writeCompany(laptop, 'full')
    const here = await runProject(laptop)
    const there = await buildOnTrino(laptop, cloud)
    built.duckdb = here.built
    built.trino = there.built
    published.duckdb = await openPublished(here.rt)
    published.trino = await openPublished(there.rt)
  }, 1_800_000)

  afterAll(async () => {
    for (const one of Object.values(published)) await one.close()
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
  })

  test('is the same build, with the same checks', () => {
    expect(built.trino?.build).toBe(built.duckdb?.build)
    expect(built.trino?.asOf).toBe(built.duckdb?.asOf)
    expect(built.trino?.checks).toEqual(built.duckdb?.checks)
  })

  test.each(shown.map((model) => [model.name, model] as const))('%s: row by row as on DuckDB', async (name, model) => {
    const columns = [...new Set([...model.grain, ...Object.keys(model.columns)])].map((column) => `"${column}"`).join()
    const sql = `SELECT * FROM ${name} ORDER BY ${columns}`
    const onDuckdb = await published.duckdb!.query(sql)
    const onTrino = await published.trino!.query(sql)
    expect(onTrino.rows.length).toBe(built.duckdb?.models[name]?.rows)
    expect(onTrino).toEqual(onDuckdb)
  })
})
