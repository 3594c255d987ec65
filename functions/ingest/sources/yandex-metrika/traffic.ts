import * as z from 'zod'
import { todayIn } from '#ingest/mapping/days.ts'
import { to } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { GrantAccessError } from '#shared/errors-http.ts'
import { say } from '#shared/i18n/text.ts'
import { addDays } from '#shared/time/dates.ts'
import type { Io, Item } from '../../source.ts'
import { offsetOf } from '../pages-by-offset.ts'
import { reportDimensions } from './fields.ts'
import { mostDays } from './log-steps.ts'
import { metricsOf, page } from './report.ts'
import { resource, type Settings } from './settings.ts'
import { settledAgain } from './settled-again.ts'
import { zoneOf } from './zone.ts'

/** Sums stand in where single visits are not to be had, or where the connection asks for nothing else. */
async function items(io: Io<Settings>): Promise<readonly Item[]> {
  if (io.connection.resources?.includes('traffic')) return [{ id: '' }]
  const yesterday = addDays(todayIn(zoneOf(io), io.now()), -1)
  try {
    const most = await mostDays(io, { settings: io.settings, slice: { from: yesterday, to: yesterday } })
    return most === undefined || most > 0 ? [] : [{ id: '' }]
  } catch (error) {
    if (error instanceof GrantAccessError) return [{ id: '' }]
    throw error
  }
}

const known = (text: string | null | undefined) => (text && text !== 'undefined' ? text : null)

export const traffic = resource({
  about: say('Посещения суммами, API отчётов', 'Sums of visits, Reporting API'),
  records: ['traffic'],
  window: { kind: 'days', trailing: 4, slice: 7 },
  items,
  restatedFrom: settledAgain,
  request: ({ settings, slice, next }) => ({
    method: 'GET',
    path: 'stat/v1/data',
    query: {
      ids: settings.counter,
      metrics: metricsOf(settings).join(','),
      dimensions: reportDimensions(settings.attribution).join(','),
      sort: reportDimensions(settings.attribution).join(','),
      date1: slice.from,
      date2: slice.to,
      accuracy: 'full',
      include_undefined: 'true',
      lang: 'en',
      limit: String(settings.page_size),
      offset: String(offsetOf(next) + 1),
    },
  }),
  page,
  row: z.object({
    date: z.string(),
    TrafficSource: wire.text.optional(),
    AdvEngine: wire.text.optional(),
    UTMSource: wire.text.optional(),
    UTMMedium: wire.text.optional(),
    UTMCampaign: wire.text.optional(),
    UTMContent: wire.text.optional(),
    UTMTerm: wire.text.optional(),
    visits: z.string(),
    users: wire.text.optional(),
    goals: z.array(wire.text.optional()),
  }),
  map(given) {
    const reaches = given.goals.map((one) => wire.int('key_events', one))
    const engine = given.TrafficSource === 'ad' ? known(given.AdvEngine) : null
    return to('traffic', {
      date: wire.day('date', given.date) ?? undefined,
      channel_hint: engine ?? known(given.TrafficSource),
      utm_source: given.UTMSource,
      utm_medium: given.UTMMedium,
      utm_campaign: given.UTMCampaign,
      utm_content: given.UTMContent,
      utm_term: given.UTMTerm,
      sessions: wire.int('sessions', given.visits),
      users: wire.int('users', given.users),
      key_events: reaches.every((one) => one === null)
        ? null
        : reaches.reduce<number>((sum, one) => sum + (one ?? 0), 0),
    })
  },
})
