import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMonth } from '#report/data.ts'
import { microsOf, monthLiteral, numberOf, type Query } from '#report/read/rows.ts'
import { type ReportFile, reportFiles } from '#report/render.ts'
import { Bug } from '#shared/errors.ts'
import { duckdbWarehouse } from '#shared/warehouse/duckdb.ts'
import type { WarehouseSession } from '#shared/warehouse/warehouse.ts'
import { addMartTables, smallMarts } from '#test/builders/marts-tables.ts'

let folder: string
let full: WarehouseSession
let empty: WarehouseSession

const queryOf =
  (session: WarehouseSession): Query =>
  async (sql) =>
    (await session.query(sql)).rows

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'concord-report-'))
  const warehouse = duckdbWarehouse({ lakeRoot: folder, scratch: folder, threads: 1 })
  full = await warehouse.open()
  await addMartTables(full, smallMarts)
  empty = await warehouse.open()
  await addMartTables(empty, {
    dim_agreement: smallMarts.dim_agreement ?? [],
    agr_company: smallMarts.agr_company ?? [],
  })
})

afterAll(async () => {
  await full?.close()
  await empty?.close()
  await rm(folder, { recursive: true, force: true })
})

describe('a month read from marts', () => {
  it('sums the cohort by campaign, money exactly, and leaves the other basis and months out', async () => {
    const { sources, visits } = await readMonth(queryOf(full), '2026-10')
    expect(sources.map(({ channel, campaign, requests, spend }) => [channel, campaign, requests, spend])).toEqual([
      ['seo', null, 1, 0n],
      ['vk', 'c1', 3, 9_007_199_254_740_993n],
    ])
    expect(sources.map((row) => row.label.ru)).toEqual(['seo', 'ВК'])
    expect(visits).toBe(40)
  })

  it('takes words from the agreement and as-of from the newest data', async () => {
    const data = await readMonth(queryOf(full), '2026-10')
    expect(data.company.name).toBe('Ромашка')
    expect(data.agreement).toBe('2026-10')
    expect(data.asOf).toBe('2026-10-06')
    expect(data.kpis[0]?.label.ru).toBe('Доля SQL')
    expect(data.stages).toEqual([
      { stage: 'sql', label: { ru: 'Квал', en: 'Qualified' }, owner: 'shared', isHandoff: true, reached: 1 },
    ])
    expect(data.leaks).toEqual([{ check: 'leads_without_campaign', severity: 'warn', rows: 1, micros: null }])
  })

  it('counts a reason once, however many spellings the CRM has for it, and only of valid leads', async () => {
    const { rejects } = await readMonth(queryOf(full), '2026-10')
    expect(rejects).toEqual([
      { channel: 'vk', campaign: 'c1', reason: 'region', label: { ru: 'регион', en: 'region' }, leads: 1 },
    ])
  })

  it('splits the first contact by the hour of the lead', async () => {
    const { reaction } = await readMonth(queryOf(full), '2026-10')
    expect(reaction?.parts.map(({ due, kept }) => [due, kept])).toEqual([
      [0, 0],
      [1, 1],
      [1, 0],
    ])
  })

  it('prefers what was published: as-of and checks', async () => {
    const checks = [{ name: 'chk', severity: 'warn', rows: 2 }] as const
    const data = await readMonth(queryOf(full), '2026-10', { as_of: '2026-10-31', checks })
    expect([data.asOf, data.checks]).toEqual(['2026-10-31', checks])
  })
})

const collect = async (files: AsyncIterable<ReportFile>) => {
  const collected = new Map<string, string>()
  for await (const { name, bytes } of files) collected.set(name, new TextDecoder().decode(bytes))
  return collected
}

const resolved = (from: string, href: string) => new URL(href, `file:///${from}`).pathname.slice(1)

describe('the files of a report', () => {
  it('holds a page and five tables per month and language, and a list of months; none after the as-of month', async () => {
    const files = await collect(reportFiles(queryOf(full)))
    const names = [...files.keys()]
    expect(names).toHaveLength(2 * 2 * 6 + 1)
    expect(names).toEqual(
      expect.arrayContaining([
        'reports/2026-09/index.html',
        'reports/2026-10/index.en.html',
        'reports/2026-10/kpi_2026-10.csv',
        'reports/2026-10/sources_2026-10.en.csv',
        'reports/index.html',
      ]),
    )
  })

  it('has no link that leads nowhere', async () => {
    const files = await collect(reportFiles(queryOf(full)))
    for (const [name, html] of files) {
      if (!name.endsWith('.html')) continue
      const targets = [...html.matchAll(/ href="([^"#][^"]*)"/g)].map(([, href]) => resolved(name, href ?? ''))
      expect(targets.filter((target) => !files.has(target))).toEqual([])
    }
  })

  it('gives the company’s own language the plain name', async () => {
    const files = await collect(reportFiles(queryOf(full), { languages: ['en', 'ru'], months: ['2026-10'] }))
    expect(files.get('reports/2026-10/index.html')).toContain('<html lang="en">')
    expect(files.get('reports/2026-10/index.ru.html')).toContain('<html lang="ru">')
    expect([...files.keys()].some((name) => name.includes('2026-09'))).toBe(false)
  })

  it('is the same twice', async () => {
    expect(await collect(reportFiles(queryOf(full)))).toEqual(await collect(reportFiles(queryOf(full))))
  })

  it('writes the governed month of a company without data, saying what to add', async () => {
    const files = await collect(reportFiles(queryOf(empty)))
    expect(files.get('reports/2026-10/index.html')).toContain('concord connect file spend.csv')
  })
})

describe('values of an engine', () => {
  it.each([
    [5n, 5],
    [5, 5],
    ['5', 5],
    [null, null],
  ])('numbers: %s', (value, expected) => {
    expect(numberOf({ x: value }, 'x')).toBe(expected)
    expect(microsOf({ x: value }, 'x')).toBe(expected === null ? null : BigInt(expected))
  })

  it.each([[Number.NaN], ['many'], [{}]])('refuses %s as a number', (value) => {
    expect(() => numberOf({ x: value }, 'x')).toThrow(Bug)
  })

  it.each(['2026-13', "2026-10' or '1'='1", '2026-1', ''])('refuses %j as a month', (month) => {
    expect(() => monthLiteral(month)).toThrow(Bug)
  })
})
