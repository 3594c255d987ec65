import { datesBetween } from '#shared/time/dates.ts'
import type { Reply } from '../../replay-server/server.ts'
import type { LivedRow } from './lived.ts'
import type { LivedVisit, Visits } from './visit-ledger.ts'

export interface Ga4Question {
  readonly dateRanges: readonly { startDate: string; endDate: string }[]
  readonly dimensions?: readonly { name: string }[]
  readonly metrics: readonly { name: string }[]
  readonly limit: string
  readonly offset?: string
}

const goalsIn = (visits: readonly LivedVisit[]) => visits.flatMap(({ goals }) => goals)

export function ga4Truth(visits: Visits, account: string) {
  const found = new Map<string, LivedRow[]>()
  for (const [day, all] of visits) {
    found.set(
      `traffic ${account} ${day}`,
      all.map(({ origin: { kept }, goals }) => ({
        ...{ utm_source: kept[0], utm_medium: kept[1], utm_campaign: kept[2] },
        ...{ sessions: 1, users: 1, key_events: goals.length },
      })),
    )
    found.set(
      `ad_conversion ${account} ${day}`,
      all.flatMap(({ origin: { kept }, goals }) =>
        goals
          .filter(({ credit }) => credit > 0)
          .map(({ name, credit, value }) => ({
            ...{ campaign_id: kept[2] ?? 'Organic Search', goal: name, model: 'property' },
            ...{ conversions: credit, value_micros: value },
          })),
      ),
    )
  }
  return found
}

type Row = Readonly<Record<string, string>>

const decimal = (micros: bigint) => `${micros / 1_000_000n}.${String(micros % 1_000_000n).padStart(6, '0')}`

function sessionsOf(day: string, visits: readonly LivedVisit[]): readonly Row[] {
  return [...Map.groupBy(visits, ({ origin }) => JSON.stringify(origin.said)).values()].map((group) => ({
    date: day.replaceAll('-', ''),
    sessionSource: group[0]!.origin.said[0],
    sessionMedium: group[0]!.origin.said[1],
    sessionCampaignName: group[0]!.origin.said[2],
    sessions: String(group.length),
    totalUsers: String(group.length),
    keyEvents: String(goalsIn(group).length),
  }))
}

function eventsOf(day: string, visits: readonly LivedVisit[]): readonly Row[] {
  const all = visits.flatMap(({ origin, goals }) =>
    goals.filter(({ credit }) => credit > 0).map((goal) => ({ goal, campaign: origin.said[2] })),
  )
  return [...Map.groupBy(all, ({ goal, campaign }) => JSON.stringify([goal.name, campaign])).values()].map((group) => {
    const [{ goal, campaign }] = group as [(typeof all)[number]]
    return {
      ...{ date: day.replaceAll('-', ''), eventName: goal.name, defaultChannelGroup: 'Organic Search' },
      ...{ campaignId: '(not set)', campaignName: campaign },
      keyEvents: String(group.reduce((sum, one) => sum + one.goal.credit, 0)),
      totalRevenue: decimal(group.reduce((sum, one) => sum + one.goal.value, 0n)),
    }
  })
}

/** Rows are in the order of their dimensions; nothing at all has neither rows nor a count. */
export function answerReport(question: Ga4Question, visits: Visits, timeZone: string): Reply {
  const { startDate, endDate } = question.dateRanges[0]!
  const metadata = { currencyCode: 'EUR', timeZone }
  if (startDate === 'yesterday') return { body: { metadata } }
  const [dimensions, { metrics }] = [question.dimensions ?? [], question]
  const rowsOf = dimensions.some(({ name }) => name === 'eventName') ? eventsOf : sessionsOf
  const cells = (row: Row, names: readonly { name: string }[]) => names.map(({ name }) => ({ value: row[name] }))
  const all = datesBetween(startDate, endDate)
    .flatMap((day) => rowsOf(day, visits.get(day) ?? []))
    .map((row) => ({ dimensionValues: cells(row, dimensions), metricValues: cells(row, metrics) }))
    .sort((a, b) => (JSON.stringify(a.dimensionValues) < JSON.stringify(b.dimensionValues) ? -1 : 1))
  const offset = Number(question.offset ?? 0)
  const rows = all.slice(offset, offset + Number(question.limit))
  const some = all.length > 0 ? { rows, rowCount: all.length } : {}
  return { body: { dimensionHeaders: dimensions, metricHeaders: metrics, ...some, metadata } }
}
