import { generateKeyPairSync } from 'node:crypto'
import { ga4 } from '#ingest/sources/ga4/index.ts'
import { addDays, datesBetween } from '#shared/time/dates.ts'
import type { Setting } from '../builders/test-source-run.ts'
import type { Asked, Reply } from '../replay-server/server.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

export const ga4Setting: Setting = {
  source: ga4,
  yaml: (url) => `
name: ga
kind: ga4
account: p1
base_url: ${url}/v1beta
secrets: {key: GA_KEY}
since: 2026-07-01
settings: {property: "123", page_size: 7}
`,
  secrets: (url) => ({
    GA_KEY: JSON.stringify({
      client_email: 'robot@canary-project.example',
      private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
      token_uri: `${url}/token`,
    }),
  }),
  now: Date.UTC(2026, 6, 20, 9),
}

interface Question {
  readonly dateRanges: readonly { startDate: string; endDate: string }[]
  readonly dimensions?: readonly { name: string }[]
  readonly metrics: readonly { name: string }[]
  readonly limit: string
  readonly offset?: string
}

type Row = Readonly<Record<string, string>>

/** A property with a few campaigns a day; `change` restates a day. */
export function ga4World() {
  const factor = new Map<string, number>()
  const credit = new Map<string, string>()
  /** What is put into the metadata, and what else is put into the body, of reports that hold this day. */
  const metadata: Record<string, unknown> = {}
  const extra: Record<string, unknown> = {}
  let tokens = 0
  const sessionsOf = (day: string): readonly Row[] =>
    ['(not set)', 'summer', 'осень'].map((campaign, i) => ({
      date: day.replaceAll('-', ''),
      sessionSource: i === 0 ? '(direct)' : 'google',
      sessionMedium: i === 0 ? '(none)' : 'cpc',
      sessionCampaignName: campaign,
      sessions: String((Number(day.slice(8)) + i) * (factor.get(day) ?? 1)),
      totalUsers: String(i + 1),
      keyEvents: '1',
    }))
  const eventsOf = (day: string): readonly Row[] =>
    ['purchase', 'lead'].map((eventName, i) => ({
      date: day.replaceAll('-', ''),
      eventName,
      defaultChannelGroup: i === 0 ? 'Organic Search' : 'Paid Search',
      campaignId: i === 0 ? '(organic)' : '21',
      campaignName: i === 0 ? '(organic)' : 'summer',
      keyEvents: credit.get(day) ?? '0.5',
      totalRevenue: i === 0 ? '199.5' : '0',
    }))

  function report(question: Question): Reply {
    const { startDate, endDate } = question.dateRanges[0]!
    const about = { currencyCode: 'EUR', timeZone: 'Europe/Berlin', ...metadata }
    if (startDate === 'yesterday') return { body: { metadata: about, kind: 'analyticsData#runReport' } }
    const [dimensions, metrics] = [question.dimensions ?? [], question.metrics]
    const rowsOf = dimensions.some(({ name }) => name === 'eventName') ? eventsOf : sessionsOf
    const all = datesBetween(startDate, endDate).flatMap(rowsOf)
    const offset = Number(question.offset ?? 0)
    const rows = all.slice(offset, offset + Number(question.limit))
    const cells = (row: Row, names: readonly { name: string }[]) => names.map(({ name }) => ({ value: row[name] }))
    return {
      body: {
        dimensionHeaders: dimensions,
        metricHeaders: metrics.map(({ name }) => ({ name, type: 'TYPE_INTEGER' })),
        ...(rows.length > 0
          ? {
              rows: rows.map((row) => ({ dimensionValues: cells(row, dimensions), metricValues: cells(row, metrics) })),
              rowCount: all.length,
            }
          : {}),
        metadata: about,
        ...extra,
      },
    }
  }
  return {
    metadata,
    extra,
    answer({ path, body, headers }: Asked): Reply {
      if (path === '/token') return { body: { access_token: `canary-token-${++tokens}`, expires_in: 3600 } }
      if (headers.authorization !== `Bearer canary-token-${tokens}`) {
        return { status: 401, body: { error: { code: 401, status: 'UNAUTHENTICATED' } } }
      }
      return report(JSON.parse(body) as Question)
    },
    /** Restates yesterday's yesterday: answers the unit that this touches. */
    change(day = addDays('2026-07-20', -2), times = 3): string {
      factor.set(day, times)
      return `traffic.${day}`
    },
    /** Credit moves: the key events of a day are counted anew. */
    creditTo(day: string, count: string): void {
      credit.set(day, count)
    },
  }
}
