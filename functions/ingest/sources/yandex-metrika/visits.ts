import { to } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { say } from '#shared/i18n/text.ts'
import { own } from '#shared/own.ts'
import type { Ask, PageRead, WireResponse } from '../../source.ts'
import { columnOf, logFields } from './fields.ts'
import { goalsOf } from './goals.ts'
import { clickOf, tagIn } from './links.ts'
import { nextOf, pullLog } from './log-pull.ts'
import { resource, type Settings } from './settings.ts'
import { settledAgain } from './settled-again.ts'
import { instantIn, instantPlus3 } from './times.ts'
import { cellText, tableOf, withoutPeople } from './tsv.ts'
import { type VisitRow, visitRow } from './visit-row.ts'
import { zoneOf, zoneWarnings } from './zone.ts'

/** Every part, and every piece of one, has the header; a log of nothing may have no line at all. */
function page(response: WireResponse, ask: Ask<Settings>): PageRead {
  if (response.text === '') return pageOf([], ask)
  const { header, rows } = tableOf(response.text)
  const columns = header.map(columnOf)
  // Without these it is the answer to another question.
  const hasDay = columns.includes('date') || columns.includes('dateTime')
  if (!columns.includes('visitID') || !hasDay) throw new Error('not a log of visits')
  const names = namesOf(header, columns, ask.settings)
  return pageOf(
    rows.map((cells) => named(names, cells)),
    ask,
  )
}

const pageOf = (rows: readonly unknown[], ask: Ask<Settings>): PageRead => ({
  rows,
  next: nextOf(ask),
  warnings: zoneWarnings(ask),
})

/** Of several attributions in one log the connection's own is meant: the others' columns keep their long names. */
function namesOf(header: readonly string[], columns: readonly string[], { attribution }: Settings): readonly string[] {
  const own = new Set(logFields(attribution))
  const isAlone = (name: string) => columns.indexOf(name) === columns.lastIndexOf(name)
  return columns.map((name, i) => (isAlone(name) || own.has(header[i]!.trim()) ? name : header[i]!))
}

/** These are unescaped by their reader; a name may begin with a bracket too. */
const lists = new Set(['goalsID', 'goalsDateTime', 'goalsPrice', 'goalsCurrency'])

/** A line with another number of cells is not guessed at: it goes to quarantine. */
function named(columns: readonly string[], cells: readonly string[]): Readonly<Record<string, unknown>> {
  if (cells.length !== columns.length) return { cells: cells.length }
  const row: Record<string, string | null> = {}
  for (let i = 0; i < columns.length; i++) {
    const cell = cells[i]!
    row[columns[i]!] = cell.startsWith('[') && lists.has(columns[i]!) ? cell : cellText(cell) || null
  }
  return row
}

/** Of the counter, as its own clocks are: what a visit is filed under. */
function dayOf({ date, dateTime }: VisitRow): string {
  const day = wire.day('date', date ?? dateTime?.slice(0, 10))
  if (day === null) throw wire.bad('DATE', 'date')
  return day
}

/** When the visit began. The time of fixed offset is the better one: it has no hour twice. */
const startOf = ({ dateTime, dateTimeUTC }: VisitRow, ask: Ask<Settings>): number | undefined =>
  instantPlus3('dateTimeUTC', dateTimeUTC) ?? instantIn(zoneOf(ask), 'dateTime', dateTime) ?? undefined

const devices: Readonly<Record<string, string>> = { 1: 'desktop', 2: 'phone', 3: 'tablet', 4: 'tv' }

const hintOf = ({ TrafficSource, AdvEngine }: VisitRow) =>
  TrafficSource === 'ad' && AdvEngine ? AdvEngine : (TrafficSource ?? null)

const anonymous = (id: string | null | undefined) => (id && id !== '0' ? id : null)

export const visits = resource({
  about: say('Визиты и цели, Logs API', 'Visits and goals, Logs API'),
  records: ['visit', 'visit_goal'],
  window: { kind: 'days', trailing: 4, slice: 31 },
  restatedFrom: settledAgain,
  personal: withoutPeople,
  pull: pullLog,
  page,
  row: visitRow,
  map(given, ask) {
    const day = dayOf(given)
    // Metrika numbers the visits of each year anew.
    const visit_id = `${anonymous(given.counterID) ?? ask.settings.counter}.${day.slice(0, 4)}.${given.visitID}`
    const started_at = startOf(given, ask)
    const url = given.startURL
    const visit = to(
      'visit',
      {
        visit_id,
        started_at,
        client_id: anonymous(given.clientID),
        landing_url: url,
        referrer: given.referer,
        channel_hint: hintOf(given),
        utm_source: given.UTMSource ?? tagIn(url, 'utm_source'),
        utm_medium: given.UTMMedium ?? tagIn(url, 'utm_medium'),
        utm_campaign: given.UTMCampaign ?? tagIn(url, 'utm_campaign'),
        utm_content: given.UTMContent ?? tagIn(url, 'utm_content'),
        utm_term: given.UTMTerm ?? tagIn(url, 'utm_term'),
        ...clickOf(url, given.GCLID),
        device: given.deviceCategory ? (own(devices, given.deviceCategory) ?? given.deviceCategory) : null,
        region: given.regionCity,
        is_bounce: given.bounce ? given.bounce === '1' || given.bounce === 'true' : null,
      },
      day,
    )
    const goals = goalsOf(given, started_at, ask.settings)
    return [visit, ...goals.map((goal) => to('visit_goal', { visit_id, ...goal }, day))]
  },
})
