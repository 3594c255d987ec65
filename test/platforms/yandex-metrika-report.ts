import { datesBetween } from '#shared/time/dates.ts'
import type { Reply } from '../replay-server/server.ts'
import type { Visit } from './yandex-metrika.ts'

/** GET /stat/v1/data: groups the visits by the dimensions that are asked for. */
export function metrikaReport(query: URLSearchParams, visitsOf: (day: string) => readonly Visit[]): Reply {
  const [date1, date2] = [query.get('date1')!, query.get('date2')!]
  const dimensions = query.get('dimensions')!.split(',')
  const metrics = query.get('metrics')!.split(',')
  const groups = Map.groupBy(datesBetween(date1, date2).flatMap(visitsOf), (visit) =>
    JSON.stringify(dimensions.map((name) => dimensionOf(name, visit))),
  )
  const all = [...groups].map(([key, visits]) => ({
    dimensions: JSON.parse(key) as unknown[],
    metrics: metrics.map((name) =>
      /goal/i.test(name) ? visits.reduce((sum, { goals }) => sum + goals, 0) : visits.length,
    ),
  }))
  const [limit, offset] = [Number(query.get('limit')), Number(query.get('offset'))]
  return {
    body: {
      query: { timezone: '+05:00', dimensions, metrics, date1, date2, limit, offset, offline_window: '21' },
      data: all.slice(offset - 1, offset - 1 + limit),
      total_rows: all.length,
      total_rows_rounded: false,
      sampled: false,
      contains_sensitive_data: false,
      sample_share: 1.0,
      data_lag: 112,
    },
  }
}

function dimensionOf(name: string, { day, source, campaign }: Visit): unknown {
  if (name === 'ym:s:date') return { name: day }
  if (name.endsWith('TrafficSource')) return { id: source, name: `by ${source}` }
  if (name.endsWith('AdvEngine'))
    return source === 'ad' ? { id: 'ya_direct', name: 'Yandex: Direct' } : { id: null, name: null }
  if (name.endsWith('UTMSource')) return { name: source === 'ad' ? 'yandex' : null }
  if (name.endsWith('UTMCampaign')) return { name: campaign || null }
  return { name: null }
}
