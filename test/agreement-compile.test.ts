import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { compileAgreements } from '#shared/agreement/compile.ts'
import { kpiCatalogue } from '#shared/agreement/kpi-catalogue.ts'
import { lintAgreements } from '#shared/agreement/lint.ts'
import { loadAgreements } from '#shared/agreement/load.ts'
import { type AgreementRow, type AgreementTable, agreementTables } from '#shared/agreement/tables.ts'
import type { ColumnKind } from '#shared/records/record.ts'

const demo = join(import.meta.dirname, '..', 'examples', 'demo', 'agreement')
const made: string[] = []
afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true })
})

/** A copy of the demo's agreement with one file changed. */
function changed(edit: (text: string) => string, file = '2026-09.yaml'): string {
  const dir = mkdtempSync(join(tmpdir(), 'agreement-'))
  made.push(dir)
  cpSync(demo, dir, { recursive: true })
  writeFileSync(join(dir, file), edit(readFileSync(join(dir, file), 'utf8')))
  return dir
}

const compiled = async (dir = demo) => compileAgreements(await loadAgreements(dir))
const rowsOf = async (table: AgreementTable, dir = demo): Promise<readonly AgreementRow[]> =>
  (await compiled(dir)).tables[table]

const isKind: Readonly<Record<ColumnKind, (value: unknown) => boolean>> = {
  id: (value) => typeof value === 'string' && value !== '',
  text: (value) => typeof value === 'string' && value !== '',
  date: (value) => /^\d{4}-\d{2}-\d{2}$/.test(String(value)),
  instant: Number.isSafeInteger,
  int: Number.isSafeInteger,
  money: (value) => typeof value === 'bigint',
  double: Number.isFinite,
  bool: (value) => typeof value === 'boolean',
}

describe('the compiled agreement', () => {
  it('has exactly the tables and columns that models read, each value of its kind', async () => {
    const { tables } = await compiled()
    expect(Object.keys(tables)).toEqual(Object.keys(agreementTables))
    for (const [name, columns] of Object.entries(agreementTables)) {
      for (const row of tables[name as AgreementTable]) {
        expect(Object.keys(row), name).toEqual(Object.keys(columns))
        const wrong = Object.entries(columns).filter(
          ([column, kind]) => row[column] !== null && !isKind[kind](row[column]),
        )
        expect(wrong, `${name} ${JSON.stringify(row)}`).toEqual([])
      }
    }
  })

  it('keeps its version when only the layout changes, and gets another when a rule does', async () => {
    const { version } = await compiled()
    const relaid = changed((text) => `# note\n${text.replace('  sales: {country: ru', '  sales:   {country:  ru')}`)
    const stricter = changed((text) => text.replace('limit: 15m', 'limit: 10m'))
    expect((await compiled(relaid)).version).toBe(version)
    expect((await compiled(stricter)).version).not.toBe(version)
  })

  it('names the agreement of every month from the first to three years ahead', async () => {
    const months = await rowsOf('dim_agreement')
    expect(months[0]).toEqual({ month: '2025-09', month_start: '2025-09-01', agreement: '2025-09', is_planned: true })
    expect(months.find(({ month }) => month === '2026-08')).toMatchObject({ agreement: '2025-09' })
    expect(months.find(({ month }) => month === '2026-09')).toMatchObject({ agreement: '2026-09' })
    expect(months.at(-1)).toMatchObject({ month: '2029-09', agreement: '2026-09', is_planned: false })
  })

  it('folds what is compared with CRM values, and understands ⚠ with and without the picture mark', async () => {
    const stages = await rowsOf('agr_stage_map')
    expect(
      stages.filter(({ agreement }) => agreement === '2026-09').map((row) => [row.crm_stage, row.stage, row.outcome]),
    ).toEqual([
      ['новая заявка', 'lead', 'open'],
      ['контакт', 'contact', 'open'],
      ['квалифицирован', 'sql', 'open'],
      ['показ, кп', 'negotiation', 'open'],
      ['договор подписан', 'won', 'won'],
      ['отказ', 'lead', 'lost'],
    ])
    const verdicts = (await rowsOf('agr_verdict')).filter(
      ({ verdict, agreement }) => verdict === 'not_target' && agreement === '2026-09',
    )
    expect(verdicts.map((row) => row.crm_value)).toEqual(['⚠', '⚠\uFE0F', 'не по ца'])
  })

  it('does not repeat a row when one CRM value is listed twice', async () => {
    const dir = changed((text) => text.replace("crm: ['⚠', Не по ЦА]", "crm: ['⚠', '⚠\uFE0F', Не по ЦА, не по ца]"))
    expect(await rowsOf('agr_verdict', dir)).toEqual(await rowsOf('agr_verdict'))
  })

  it('tries brand words before the rule that they belong to', async () => {
    const rules = (await rowsOf('agr_channel_rule')).filter(({ agreement }) => agreement === '2026-09')
    const positions = Map.groupBy(rules, (rule) => rule.position)
    const yandex = [...positions.values()].filter((rows) => rows.some((row) => row.value === 'yandex'))
    expect(yandex.map((rows) => rows.map((row) => `${row.field} ${row.op} ${row.is_brand}`))).toEqual([
      ['utm_source equals true', 'utm_term regexp true'],
      ['utm_source equals true', 'utm_campaign regexp true'],
      ['utm_source equals false'],
    ])
    expect(rules.at(-1)).toMatchObject({ channel: 'direct', field: 'source', op: 'present', value: null })
  })

  it('holds the whole KPI dictionary, with owners and bands of the agreement', async () => {
    const kpis = (await rowsOf('dim_kpi')).filter(({ agreement }) => agreement === '2026-09')
    expect(kpis.map((row) => row.kpi)).toEqual(kpiCatalogue.map((kpi) => kpi.id))
    expect(new Set(kpis.map((row) => row.kpi)).size).toBe(kpis.length)
    expect(kpis.find((row) => row.kpi === 'cpl')).toMatchObject({
      better: 'band',
      zone: 'marketing',
      owner_name: 'Анна Лебедева',
    })
    expect(kpis.find((row) => row.kpi === 'romi')).toMatchObject({ zone: 'shared', is_shared: true, better: 'higher' })
  })

  it('reads targets in the unit of their KPI', async () => {
    const dir = changed((text) =>
      text.replaceAll(
        "avg_cheque: '>=95 000'",
        "avg_cheque: '≥95 000,5', reaction_median: '<=1h', cycle: '<=90d', roas: '>=2.5'",
      ),
    )
    const plan = (await rowsOf('dim_plan', dir)).filter(({ month }) => month === '2026-09')
    const target = (kpi: string) => plan.find((row) => row.kpi === kpi)
    expect(target('avg_cheque')).toMatchObject({ comparison: 'min', low: 95_000.5, high: null })
    expect(target('reaction_median')).toMatchObject({ comparison: 'max', high: 60 })
    expect(target('cycle')).toMatchObject({ comparison: 'max', high: 90 })
    expect(target('roas')).toMatchObject({ low: 2.5 })
    expect(target('sql_share')).toMatchObject({ low: 0.5 })
    expect(target('cpl')).toMatchObject({ comparison: 'band', low: 800, high: 1200 })
  })

  it('states other costs for the months that a file governs, with equal lines summed', async () => {
    const monthly = `  monthly:
    - {month: 2026-09, team: sales, kind: зарплата, amount: 400000}
    - {month: 2026-09, team: sales, kind: зарплата, amount: 0.5}
    - {month: 2026-08, team: sales, kind: зарплата, amount: 300000}
`
    const dir = changed((text) => text.replace('costs:\n', `costs:\n${monthly}`))
    expect(await rowsOf('agr_cost_month', dir)).toEqual([
      { agreement: '2026-09', month: '2026-09', team: 'sales', kind: 'зарплата', amount: 400_000.5 },
    ])
    const findings = lintAgreements(await loadAgreements(dir))
    expect(findings.map(({ code, what }) => `${code} ${what.en.slice(0, 32)}`)).toEqual([
      'cost_not_governed this file does not govern 2026-0',
    ])
  })

  it('holds the margin of products and the score of MQL, which wants its stage', async () => {
    const dir = changed((text) =>
      text
        .replace('margin: {kind: rate, rate: 35%}', "margin: {kind: rate, rate: 35%, products: {' Дом ': 40%}}")
        .replace('  warmth:', '  mql: {field: Points, threshold: 60}\n  warmth:'),
    )
    expect(await rowsOf('agr_margin', dir)).toEqual([{ agreement: '2026-09', product: 'дом', rate: 0.4 }])
    expect(await rowsOf('agr_mql', dir)).toEqual([{ agreement: '2026-09', field: 'points', threshold: 60 }])
    expect(lintAgreements(await loadAgreements(dir)).map(({ code }) => code)).toEqual(['mql_without_stage'])
  })

  it('of the demo is coherent by our own lint', async () => {
    expect(lintAgreements(await loadAgreements(demo))).toEqual([])
  })
})
