import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { build } from '#aggregate/build.ts'
import { manifestKey, readPublished } from '#aggregate/current.ts'
import { checkOnAthena } from '#aggregate/on-athena/check.ts'
import { type AthenaRuntime, placeOf } from '#aggregate/on-athena/parts.ts'
import { planOnAthena } from '#aggregate/on-athena/plan.ts'
import { publishOnAthena } from '#aggregate/on-athena/publish.ts'
import { statementFor } from '#aggregate/on-athena/statement.ts'
import { openPublished } from '#aggregate/published.ts'
import type { AggregateRuntime } from '#aggregate/runtime.ts'
import { Bug, FixData } from '#shared/errors.ts'
import { hasMoto, type Moto, needsMoto, startMoto } from '#test/builders/moto.ts'
import { badSpend, putRecords, type SmallProject, smallProject } from '#test/builders/small-project.ts'
import { runBuild, runLevels, runSync } from '#test/local-aws/athena/run-build.ts'
import { type LocalAthena, startAthena } from '#test/local-aws/athena/start.ts'

describe.skipIf(!hasMoto)(`a build on Athena${needsMoto}`, { timeout: 120_000 }, () => {
  let moto: Moto
  let local: LocalAthena
  let project: SmallProject
  let rt: AthenaRuntime
  const languages = ['ru', 'en'] as const

  beforeAll(async () => {
    moto = await startMoto()
    local = await startAthena(moto)
  })
  afterAll(async () => {
    await local?.stop()
    await moto?.stop()
  })
  beforeEach(async () => {
    const { lake, warehouse } = await local.place()
    project = await smallProject(lake)
    rt = { ...project.rt, lake, warehouse, clock: { now: () => Date.parse('2024-06-01') } }
    return () => project.remove()
  })

  const run = () => runBuild(local, rt, project.options, { ...project.options, languages })
  const plan = () => planOnAthena(rt, project.options, { ...project.options, languages })
  const answer = async (database: string, sql: string) =>
    (await (await rt.warehouse.in(database).open()).query(sql)).rows

  test('has the rows of the same build on a laptop, and its checks', async () => {
    const { build: name, levels } = await run()
    expect(levels.map(({ items }) => items.map(({ model, kind }) => `${model} ${kind}`))).toEqual([
      ['stg_spend sql'],
      ['map_campaign lookup'],
      ['fct_spend sql'],
      ['chk_clicks sql', 'chk_negative sql'],
    ])
    const laptop = await smallProject()
    await build(laptop.rt, laptop.options)
    const published = await openPublished(laptop.rt)
    for (const table of ['fct_spend', 'chk_clicks', 'chk_negative', 'agr_company', 'dim_zone', 'dim_stage']) {
      const sql = `SELECT * FROM ${table} ORDER BY 1, 2`
      const { rows } = await published.query(sql)
      expect(await answer(placeOf(rt, name).database, sql), table).toEqual(rows)
      expect(await answer(rt.warehouse.database, sql), `stable ${table}`).toEqual(rows)
    }
    const [mine, theirs] = [await readPublished(rt), await readPublished(laptop.rt)]
    expect(mine).toMatchObject({ build: name, as_of: theirs?.as_of, agreement: theirs?.agreement, languages })
    expect(mine?.checks.map(({ name, severity, rows }) => ({ name, severity, rows }))).toEqual(theirs?.checks)
    for (const [model, { rows }] of Object.entries(theirs?.models ?? {})) expect(mine?.models[model]?.rows).toBe(rows)
    await published.close()
    laptop.remove()
  })

  test('can be read by the laptop’s engine, from the objects that the manifest names', async () => {
    await run()
    const rtHere: AggregateRuntime = { ...project.rt, lake: rt.lake }
    const published = await openPublished(rtHere)
    expect((await published.query('SELECT sum(spend_micros) AS total_micros FROM fct_spend')).rows).toEqual([
      { total_micros: 4_000_000n },
    ])
    // Nothing was written for a table without rows; it is a table all the same.
    expect((await published.query('SELECT * FROM chk_negative')).rows).toEqual([])
    await published.close()
  })

  test('of the same inputs is done at once; other records make another build and another database', async () => {
    const first = await run()
    const statements = local.facade.statements().length
    expect(await plan()).toEqual({ build: first.build, database: first.database, done: true, levels: [] })
    const asked = local.facade.statements().slice(statements)
    expect(asked.every(({ sql }) => sql.startsWith('SELECT'))).toBe(true)
    await putRecords(rt.lake, 'spend', '2024-02', [], 'ads.main.empty')
    const second = await run()
    expect(second.build).not.toBe(first.build)
    expect((await readPublished(rt))?.build).toBe(second.build)
    const { database, catalog } = rt.warehouse
    const databases = [database, `${database}_b_plan`, first.database, second.database]
    expect((await catalog.databases(database)).toSorted()).toEqual(databases.sort())
  })

  test('blocked by a check is not published, and says which rows', async () => {
    const first = await run()
    await badSpend(rt.lake)
    const failure = await run().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(FixData)
    expect((failure as FixData).problems[0]?.what.en).toContain('spend_micros = -3000000')
    expect((await readPublished(rt))?.build).toBe(first.build)
    expect(await answer(rt.warehouse.database, 'SELECT count(*) AS n FROM chk_negative')).toEqual([{ n: 0 }])
  })

  test('of a mart whose key repeats is not published', async () => {
    const models = project.options.models.map((one) => (one.name === 'fct_spend' ? { ...one, grain: ['title'] } : one))
    const catalogue = { ...project.options, models }
    await expect(runBuild(local, rt, catalogue, { ...project.options, languages })).rejects.toThrow('fct_spend (grain)')
  })

  test('tells when a table is not as its contract says', async () => {
    const planned = await plan()
    await runLevels(local, rt, project.options, planned)
    const models = project.options.models.map((one) =>
      one.name === 'fct_spend' ? { ...one, columns: { ...one.columns, clicks: 'double' as const } } : one,
    )
    const check = checkOnAthena(rt, { ...project.options, models }, planned.build)
    await expect(check).rejects.toThrow(Bug)
    await expect(check).rejects.toThrow('fct_spend.clicks: the contract promises double, the query gives bigint')
  })

  test('makes a model again after an attempt that failed, or that only seemed to', async () => {
    const planned = await plan()
    const attempt = () => statementFor(rt, project.options.models, planned.build, 'stg_spend')
    const first = await attempt()
    await rt.lake.put(`${first.output.split('/').slice(3).join('/')}left`, new Uint8Array([1]), 'absent')
    await expect(runSync(local, first)).rejects.toThrow('HIVE_PATH_ALREADY_EXISTS')
    const second = await attempt()
    expect(second.output).not.toBe(first.output)
    await runSync(local, second)
    await runSync(local, await attempt())
    expect(await answer(planned.database, 'SELECT count(*) AS n FROM stg_spend')).toEqual([{ n: 4 }])
  })

  test('that was finished and not published is published without being made again', async () => {
    const planned = await plan()
    await runLevels(local, rt, project.options, planned)
    await expect(publishOnAthena(rt, planned.build)).rejects.toThrow('was not checked')
    await checkOnAthena(rt, project.options, planned.build)
    expect(await rt.lake.head(manifestKey(planned.build))).toBeDefined()
    expect(await plan()).toEqual({ build: planned.build, database: planned.database, done: false, levels: [] })
    await checkOnAthena(rt, project.options, planned.build)
    expect(await publishOnAthena(rt, planned.build)).toEqual({ build: planned.build, published: true })
    expect(await publishOnAthena(rt, planned.build)).toEqual({ build: planned.build, published: false })
  })
})
