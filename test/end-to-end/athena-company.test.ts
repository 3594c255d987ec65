import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lookups } from '#aggregate/lookups/index.ts'
import graph from '#aggregate/models/graph.json' with { type: 'json' }
import { models } from '#aggregate/models/index.ts'
import { type AthenaRuntime, isShown, placeOf } from '#aggregate/on-athena/parts.ts'
import type { Planned } from '#aggregate/on-athena/plan.ts'
import { openPublished } from '#aggregate/published.ts'
import { deliver } from '#report/nightly/deliver.ts'
import { planReport } from '#report/nightly/plan.ts'
import { renderReport } from '#report/nightly/render.ts'
import { type ReportFile, reportFiles } from '#report/render.ts'
import { compileAgreements } from '#shared/agreement/compile.ts'
import { loadAgreements } from '#shared/agreement/load.ts'
import type { Lake } from '#shared/lake/lake.ts'
import type { Message } from '#shared/outbox/outbox.ts'
import { memoryState } from '#shared/state/memory.ts'
import { writeCompany } from '#test/builders/companies.ts'
import { hasMoto, type Moto, needsMoto, startMoto } from '#test/builders/moto.ts'
import { type RunProject, runProject, temporaryFolder } from '#test/builders/project-run.ts'
import { runBuild } from '#test/local-aws/athena/run-build.ts'
import { type LocalAthena, startAthena } from '#test/local-aws/athena/start.ts'

/** The newest rows of each file are enough to fill every mart. */
async function shorten(folder: string, rows: number): Promise<void> {
  for (const name of await readdir(join(folder, 'data'))) {
    const file = join(folder, 'data', name)
    const text = await readFile(file, 'latin1')
    const [header, ...lines] = text.split('\n')
    await writeFile(file, [header, ...lines.slice(-rows)].join('\n'), 'latin1')
  }
}

async function copyRecords(from: Lake, to: Lake): Promise<void> {
  const keys = (await from.list('records/')).map(({ key }) => key)
  const worker = async () => {
    for (let key = keys.pop(); key; key = keys.pop()) await to.put(key, (await from.get(key))!.bytes, 'absent')
  }
  await Promise.all(Array.from({ length: 8 }, worker))
}

describe.skipIf(!hasMoto)(`a company on Athena${needsMoto}`, { timeout: 600_000 }, () => {
  let folder: string
  let moto: Moto
  let local: LocalAthena
  let laptop: RunProject
  let rt: AthenaRuntime
  let planned: Planned
  const texts = (lines: readonly unknown[]) =>
    lines.map((line) => JSON.stringify(line, (_, v) => (typeof v === 'bigint' ? `${v}n` : v)))

  beforeAll(async () => {
    folder = await temporaryFolder()
    await writeCompany(folder, 'full')
    await shorten(folder, 40)
    laptop = await runProject(folder)
    moto = await startMoto()
    local = await startAthena(moto)
    const { lake, warehouse } = await local.place()
    rt = { ...laptop.rt, lake, warehouse, state: memoryState({ now: () => 0 }) }
    await copyRecords(laptop.rt.lake, lake)
    const agreement = compileAgreements(await loadAgreements(join(folder, 'agreement')))
    const options = { agreement, languages: ['ru', 'en'] as const, asOf: laptop.built.asOf }
    planned = await runBuild(local, rt, { models, lookups, graph }, options)
  }, 600_000)

  afterAll(async () => {
    laptop?.rt.close()
    await local?.stop()
    await moto?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  test('has in every mart and check the rows of the laptop', async () => {
    const session = await placeOf(rt, planned.build).open()
    for (const { name, grain, columns } of models.filter(isShown)) {
      const order = [...grain, ...Object.keys(columns).filter((column) => !grain.includes(column))]
      const sql = `SELECT * FROM ${name} ORDER BY ${order.map((column) => `"${column}"`).join(', ')}`
      const [theirs, ours] = [
        await session.query(sql),
        await laptop.query(
          sql.replace(
            'SELECT *',
            `SELECT ${Object.keys(columns)
              .map((c) => `"${c}"`)
              .join(', ')}`,
          ),
        ),
      ]
      expect(texts(theirs.rows), name).toEqual(texts(ours))
      if (name === 'fct_kpi') expect(ours.length).toBeGreaterThan(20)
    }
  })

  test('has the pages and tables of the laptop, byte for byte, and a letter that says what they say', async () => {
    const { months } = await planReport(rt)
    const month = months.at(-1)!
    await renderReport(rt, month)
    const published = await openPublished(laptop.rt)
    const query = async (sql: string) => (await published.query(sql)).rows
    const checks = published.current.checks.map((one) => ({
      ...one,
      about: models.find(({ name }) => name === one.name)?.about,
    }))
    const ours: ReportFile[] = []
    const facts = { as_of: published.current.as_of, checks }
    for await (const file of reportFiles(query, { months: [month], published: facts })) ours.push(file)
    await published.close()
    for (const { name, bytes } of ours) {
      const standing = await rt.lake.get(name)
      expect(Buffer.from(standing?.bytes ?? []).toString(), name).toBe(Buffer.from(bytes).toString())
    }

    const sent: Message[] = []
    const outbox = {
      enqueue: async (message: Message) => sent.push(message) > 0,
      deliver: async () => ({ sent: sent.map(({ key }) => key), waiting: [], refused: [], givenUp: [] }),
    }
    await deliver(
      { lake: rt.lake, outbox },
      { kind: 'digest', run: 'r1', pulls: [{ connection: 'crm', failed: true }] },
    )
    expect(sent).toHaveLength(1)
    expect(sent[0]?.text).toContain('Что решить сегодня')
    expect(sent[0]?.text).toContain('Не удалось прочитать: crm.')
    expect(sent[0]?.attachments?.[0]?.key).toBe(`reports/${month}/index.html`)
    const page = Buffer.from(ours[0]!.bytes).toString()
    const titles = [...page.matchAll(/<article><h3>.*?<\/span> (.*?)<\/h3>/g)].map(([, title]) => String(title))
    expect(titles.length).toBeGreaterThan(0)
    for (const title of titles) expect(sent[0]?.text).toContain(title)
  })
})
