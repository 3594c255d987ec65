import { datesBetween } from '#shared/time/dates.ts'
import type { Reply } from '../../replay-server/server.ts'
import type { LivedRow } from './lived.ts'
import type { LivedVisit, Visits } from './visit-ledger.ts'

export const counterId = '44147844'

const hintOf = ({ origin: { said } }: LivedVisit) => (said[1].toLowerCase() === 'cpc' ? 'ya_direct' : 'organic')
/** Tags are told as they stand in the link: what Analytics calls (direct) has none. */
const tagsOf = ({ origin: { said } }: LivedVisit) => said.map((one) => (/^\(.*\)$/.test(one) ? null : one))

export function metrikaTruth(visits: Visits, account: string) {
  const found = new Map<string, LivedRow[]>()
  for (const [day, all] of visits) {
    const idOf = ({ id }: LivedVisit) => `yandex_metrika:${account}:${counterId}.${day.slice(0, 4)}.${id}`
    found.set(
      `visit ${account} ${day}`,
      all.map((one) => ({
        ...{ visit_id: idOf(one), started_at: one.at, channel_hint: hintOf(one), client_id: `1${one.id}`.slice(0, 20) },
        ...{ utm_source: tagsOf(one)[0]!, utm_campaign: tagsOf(one)[2]! },
      })),
    )
    found.set(
      `visit_goal ${account} ${day}`,
      all.flatMap((one) =>
        one.goals.map(({ name, at, value }) => ({
          ...{ visit_id: idOf(one), goal: name, reached_at: at },
          ...{ value_micros: value, currency: value === 0n ? null : 'RUB' },
        })),
      ),
    )
    found.set(
      `traffic ${account} ${day}`,
      all.map((one) => ({
        ...{ utm_source: tagsOf(one)[0]!, utm_medium: tagsOf(one)[1]!, utm_campaign: tagsOf(one)[2]! },
        ...{ channel_hint: hintOf(one), sessions: 1, users: 1, key_events: one.goals.length },
      })),
    )
  }
  return found
}

const plus3 = (at: number) => new Date(at + 3 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
const localTime = (at: number, zone: string) => new Date(at).toLocaleString('sv', { timeZone: zone })
const escaped = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll("'", "\\'")
const list = (items: readonly string[]) => `[${items.join(',')}]`

interface Asked {
  readonly day: string
  readonly zone: string
  readonly fields: readonly string[]
}

/** A line of the log as ClickHouse writes it. */
export function lineOf(visit: LivedVisit, { day, zone, fields }: Asked): string {
  const { goals } = visit
  const [source, medium, campaign] = tagsOf(visit).map((tag) => escaped(tag ?? ''))
  const isAd = hintOf(visit) === 'ya_direct'
  const values: Readonly<Record<string, string>> = {
    ...{ visitID: visit.id, counterID: counterId, date: day, clientID: `1${visit.id}`.slice(0, 20) },
    ...{ dateTime: localTime(visit.at, zone), dateTimeUTC: plus3(visit.at), startURL: 'https://shop.example/' },
    goalsID: list(goals.map(({ name }) => name)),
    goalsDateTime: list(goals.map(({ at }) => `\\'${plus3(at)}\\'`)),
    goalsPrice: list(goals.map(({ value }) => String(value / 1000n))),
    goalsCurrency: list(goals.map(({ value }) => (value === 0n ? "\\'\\'" : "\\'RUB\\'"))),
    ...{ lastTrafficSource: isAd ? 'ad' : 'organic', lastAdvEngine: isAd ? 'ya_direct' : '' },
    ...{ lastUTMSource: source!, lastUTMMedium: medium!, lastUTMCampaign: campaign! },
  }
  return fields.map((field) => values[field.replace('ym:s:', '')] ?? '').join('\t')
}

/** GET /stat/v1/data, in the order of the dimensions. */
export function sumsOf(query: URLSearchParams, visits: Visits): Reply {
  const [date1, date2] = [query.get('date1')!, query.get('date2')!]
  const [dimensions, metrics] = ['dimensions', 'metrics'].map((name) => query.get(name)!.split(','))
  const all = datesBetween(date1, date2).flatMap((day) => (visits.get(day) ?? []).map((visit) => ({ day, visit })))
  const groups = Map.groupBy(all, ({ day, visit }) =>
    JSON.stringify(dimensions!.map((name) => dimensionOf(name, day, visit))),
  )
  const data = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, group]) => ({
      dimensions: JSON.parse(key) as unknown,
      metrics: metrics!.map((name) =>
        /goal/i.test(name) ? group.reduce((sum, { visit }) => sum + visit.goals.length, 0) : group.length,
      ),
    }))
  const [limit, offset] = [Number(query.get('limit')), Number(query.get('offset'))]
  const asked = { dimensions, metrics, date1, date2, limit, offset }
  return { body: { query: asked, data: data.slice(offset - 1, offset - 1 + limit), total_rows: data.length } }
}

function dimensionOf(name: string, day: string, visit: LivedVisit): unknown {
  const [source, medium, campaign] = tagsOf(visit)
  const isAd = hintOf(visit) === 'ya_direct'
  if (name === 'ym:s:date') return { name: day }
  if (name.endsWith('TrafficSource')) return { id: isAd ? 'ad' : 'organic', name: 'translated' }
  if (name.endsWith('AdvEngine')) return isAd ? { id: 'ya_direct', name: 'Yandex: Direct' } : { id: null, name: null }
  if (name.endsWith('UTMSource')) return { name: source }
  if (name.endsWith('UTMMedium')) return { name: medium }
  return { name: name.endsWith('UTMCampaign') ? campaign : null }
}
