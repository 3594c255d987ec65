import type { MonthData, SourceRow, Verdicts } from '#report/month-data.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import { campaignTitle } from './campaign-name.ts'

/** A line of the sources table: a channel, a campaign of it, or the rest of its campaigns. */
export interface SourceLine extends Omit<SourceRow, 'campaign' | 'campaignName' | 'label'> {
  readonly id: string
  readonly label: Text
  readonly depth: 0 | 1
}

/** On the page; the CSV has them all. */
const campaignsShown = 16

const sumMoney = (values: readonly (bigint | null)[]): bigint | null => {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0n)
}

const sumVerdicts = (rows: readonly SourceRow[]): Verdicts => {
  const sum = (key: keyof Verdicts) => rows.reduce((total, row) => total + row.verdicts[key], 0)
  return {
    qualified: sum('qualified'),
    notTarget: sum('notTarget'),
    fake: sum('fake'),
    unreached: sum('unreached'),
    none: sum('none'),
  }
}

function lineOf(id: string, label: Text, depth: 0 | 1, rows: readonly SourceRow[]): SourceLine {
  const sum = (pick: (row: SourceRow) => number) => rows.reduce((total, row) => total + pick(row), 0)
  return {
    id,
    label,
    depth,
    channel: rows[0]?.channel ?? '',
    spend: sumMoney(rows.map((row) => row.spend)),
    requests: sum((row) => row.requests),
    valid: sum((row) => row.valid),
    sql: sum((row) => row.sql),
    won: sum((row) => row.won),
    revenue: sumMoney(rows.map((row) => row.revenue)),
    grossProfit: sumMoney(rows.map((row) => row.grossProfit)),
    verdicts: sumVerdicts(rows),
  }
}

type Weight = (row: Pick<SourceRow, 'spend' | 'requests'>) => number

/** The larger of the shares in money and in requests: neither dear nor busy campaigns are folded away. */
function weightIn(sources: readonly SourceRow[]): Weight {
  const spend = Number(sources.reduce((sum, row) => sum + (row.spend ?? 0n), 0n)) || 1
  const requests = sources.reduce((sum, row) => sum + row.requests, 0) || 1
  return (row) => Math.max(Number(row.spend ?? 0n) / spend, row.requests / requests)
}

/** A channel with one campaign is one line: «Telegram Ads · Посевы». */
function headLabel(rows: readonly SourceRow[]): Text {
  const [only] = rows
  if (!only) return say('—', '—')
  const name = rows.length === 1 ? campaignTitle(only) : null
  return name === null ? only.label : say(`${only.label.ru} · ${name}`, `${only.label.en} · ${name}`)
}

const noCampaign = say('без кампании', 'no campaign')

function campaignLines(rows: readonly SourceRow[], shown: ReadonlySet<SourceRow>): SourceLine[] {
  const lines = rows
    .filter((row) => shown.has(row))
    .map((row) => {
      const name = campaignTitle(row)
      return lineOf(`${row.channel} ${row.campaign ?? ''}`, name === null ? noCampaign : say(name, name), 1, [row])
    })
  const rest = rows.filter((row) => !shown.has(row))
  if (lines.length === 0 || rest.length === 0) return lines
  if (rest.length === 1) return campaignLines(rows, new Set(rows))
  const label = say(`остальные кампании (${rest.length})`, `other campaigns (${rest.length})`)
  return [...lines, lineOf(`${rest[0]?.channel} rest`, label, 1, rest)]
}

/** Channels by weight, each with its largest campaigns; nothing is dropped: the rest stands in a line of its own. */
export function sourceLines(data: MonthData): SourceLine[] {
  const weight = weightIn(data.sources)
  const name = (row: SourceRow) => row.campaign ?? ''
  const byWeight = (a: SourceRow, b: SourceRow) => weight(b) - weight(a) || (name(a) < name(b) ? -1 : 1)
  const sorted = [...data.sources].sort(byWeight)
  const shown = new Set(sorted.slice(0, campaignsShown).filter((row) => weight(row) > 0))
  const channels = [...new Set(sorted.map((row) => row.channel))]
  const groups = channels.map((channel) => {
    const rows = sorted.filter((row) => row.channel === channel)
    const head = lineOf(channel, headLabel(rows), 0, rows)
    return rows.length === 1 ? [head] : [head, ...campaignLines(rows, shown)]
  })
  const headWeight = (group: readonly SourceLine[]) => (group[0] ? weight(group[0]) : 0)
  return groups.sort((a, b) => headWeight(b) - headWeight(a)).flat()
}

export const totalLine = (data: MonthData): SourceLine => lineOf('total', say('Итого', 'Total'), 0, data.sources)
