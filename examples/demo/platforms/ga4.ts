import { isoDay } from '../calendar.ts'
import type { DemoCompany } from '../generate.ts'
import type { Visit } from '../visits.ts'
import { visitsOfDays } from './days.ts'
import { bearerOf } from './google-token.ts'
import type { Reply, System } from './serve.ts'

interface Question {
  readonly dateRanges: readonly { readonly startDate: string; readonly endDate: string }[]
  readonly dimensions?: readonly { readonly name: string }[]
  readonly metrics: readonly { readonly name: string }[]
  readonly limit: string
  readonly offset?: string
}

/** A property: nobody's single visits, only sums of them. */
export function ga4({ visits }: DemoCompany, token: string, sourceOf: (utm: string) => string): System {
  const between = visitsOfDays(visits)
  return ({ path, headers, body }) => {
    if (headers.authorization !== bearerOf(token))
      return { status: 401, body: { error: { code: 401, status: 'UNAUTHENTICATED' } } }
    if (!path.endsWith(':runReport')) return { status: 404, body: { error: { code: 404, status: 'NOT_FOUND' } } }
    return report(between, JSON.parse(body) as Question, sourceOf)
  }
}

function report(
  between: ReturnType<typeof visitsOfDays>,
  question: Question,
  sourceOf: (utm: string) => string,
): Reply {
  const { startDate = '', endDate = '' } = question.dateRanges[0] ?? {}
  const { dimensions = [], metrics } = question
  const groups = Map.groupBy(between(startDate, endDate), (visit) => {
    const cells = dimensionsOf(visit, sourceOf)
    return JSON.stringify(dimensions.map(({ name }) => cells[name] ?? '(not set)'))
  })
  const all = [...groups].sort(([a], [b]) => (a < b ? -1 : 1))
  const offset = Number(question.offset ?? 0)
  const rows = all.slice(offset, offset + Number(question.limit)).map(([key, group]) => ({
    dimensionValues: (JSON.parse(key) as string[]).map((value) => ({ value })),
    metricValues: metrics.map(({ name }) => ({ value: String(metricOf(name, group)) })),
  }))
  return {
    body: {
      dimensionHeaders: dimensions,
      metricHeaders: metrics.map(({ name }) => ({ name, type: 'TYPE_INTEGER' })),
      // An empty report has neither.
      ...(all.length > 0 ? { rows, rowCount: all.length } : {}),
      metadata: { currencyCode: 'RUB', timeZone: 'Europe/Moscow' },
    },
  }
}

function dimensionsOf(
  { started, tags, referrer }: Visit,
  sourceOf: (utm: string) => string,
): Readonly<Record<string, string>> {
  const date = isoDay(started).replaceAll('-', '')
  const [source, medium, campaign] = tags
  if (source !== '')
    return { date, sessionSource: sourceOf(source), sessionMedium: medium, sessionCampaignName: campaign }
  return referrer === ''
    ? { date, sessionSource: '(direct)', sessionMedium: '(none)', sessionCampaignName: '(direct)' }
    : { date, sessionSource: 'google', sessionMedium: 'organic', sessionCampaignName: '(organic)' }
}

function metricOf(name: string, group: readonly Visit[]): number {
  if (name === 'sessions') return group.length
  return name === 'totalUsers' ? new Set(group.map(({ client }) => client)).size : 0
}
