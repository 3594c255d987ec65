import { campaignTitle, shortText } from '#report/campaign-name.ts'
import type { Kpi } from '#report/month-data.ts'
import { kpiOf } from '#report/read/kpis.ts'
import { deviationText, partsText, planText, reasonText, valueText } from '#report/view.ts'
import { basisText, statusWords } from '#report/words.ts'
import { type Format, formatFor } from '#shared/i18n/format.ts'
import { type Language, say, type Text } from '#shared/i18n/text.ts'
import { cellText, textTable } from '../table.ts'
import type { Row } from './explain-rows.ts'

const words = {
  month: say('месяц', 'month'),
  basis: say('как считано', 'counted'),
  parts: say('из чего', 'made of'),
  fact: say('факт', 'fact'),
  plan: say('план', 'plan'),
  deviation: say('отклонение', 'deviation'),
  status: say('статус', 'status'),
  channel: say('канал', 'channel'),
  campaign: say('кампания', 'campaign'),
  valid: say('валидные', 'valid'),
  spend: say('расход', 'spend'),
}

/** In a terminal a value may break: its spaces are plain. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

interface Words {
  readonly f: Format
  readonly t: (text: Text) => string
}

export const wordsOf = (language: Language, currency: string): Words => ({
  f: formatFor(language, currency),
  t: (text) => text[language],
})

/** The KPI month by month, in the words of the page. */
export function factTable({ f, t }: Words, rows: readonly Row[]): string[] {
  const { month, basis, parts, fact, plan, deviation, status } = words
  return table(
    [month, basis, fact, parts, plan, deviation, status].map(t),
    rows.map((row) => {
      const kpi = kpiOf(row)
      const told = basisText(kpi)
      return [
        cellText(row.month),
        told ? t(told) : kpi.basis,
        kpi.value === null ? '—' : valueText(f, kpi.unit, kpi.value),
        partsText(f, kpi),
        planText(f, kpi),
        statusWords[kpi.status].tone === 'na' ? '' : deviationText(f, kpi),
        statusOf(t, kpi),
      ]
    }),
  )
}

function statusOf(t: Words['t'], kpi: Kpi): string {
  const { glyph, word } = statusWords[kpi.status]
  const why = kpi.value === null && kpi.reason ? `: ${reasonText({ t }, kpi.reason)}` : ''
  return `${glyph} ${t(word)}${why}`
}

/** What each campaign brought, the month before and this one; those that changed most in valid leads first. */
export function causeTable({ f, t }: Words, rows: readonly Row[], month: string): string[] {
  const keyOf = (row: Row) => `${cellText(row.channel)}\n${cellText(row.campaign_name)}`
  const of = (row: Row | undefined, column: string) => Number(row?.[column] ?? 0)
  const lines = [...new Set(rows.map(keyOf))].map((key) => {
    const own = rows.filter((row) => keyOf(row) === key)
    const now = own.find((row) => row.month === month)
    const before = own.find((row) => row.month !== month)
    const pair = (column: string) => `${f.number(of(before, column))} → ${f.number(of(now, column))}`
    const name = campaignTitle({ campaignName: textOrNull(own[0]?.campaign_name), campaign: null }) ?? '—'
    return {
      change: Math.abs(of(now, 'valid_leads') - of(before, 'valid_leads')),
      cells: [cellText(own[0]?.channel), shortText(name, 40), pair('valid_leads'), pair('sql'), pair('spend')],
    }
  })
  const { channel, campaign, valid, spend } = words
  return table(
    [t(channel), t(campaign), t(valid), 'SQL', t(spend)],
    lines.sort((a, b) => b.change - a.change).map(({ cells }) => cells),
  )
}

const textOrNull = (value: unknown) => (typeof value === 'string' ? value : null)

/** Rows as they stand in a mart, under the names of its columns; long names cut. */
export function plainTable(rows: readonly Row[]): string[] {
  const columns = Object.keys(rows[0] ?? {})
  const short = (column: string, value: unknown) =>
    typeof value === 'string' && column !== 'url' ? shortText(value, 40) : value
  return table(
    columns,
    rows.map((row) => columns.map((column) => short(column, row[column]))),
  )
}

function table(columns: readonly string[], rows: readonly (readonly unknown[])[]): string[] {
  return rows.length === 0 ? [] : textTable(columns, rows).map(plain)
}

const longestSql = 40

/** A long model is a list of all KPIs: of it the lines that name this one. */
export function sqlLines(sql: string, kpi: string, t: Words['t']): string[] {
  const lines = sql.trimEnd().split('\n')
  if (lines.length <= longestSql) return lines
  const own = lines.filter((line) => line.startsWith('--') || line.includes(`'${kpi}'`)).map((line) => line.trim())
  return [...own, t(say('целиком: --json', 'the whole of it: --json'))]
}
