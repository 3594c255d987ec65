import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'

const cell = wire.text.optional()

/** A line of the log of visits, by the short names of its columns. */
export const visitRow = z.object({
  visitID: z.string().regex(/^\d{1,20}$/),
  counterID: cell,
  date: cell,
  dateTime: cell,
  dateTimeUTC: cell,
  clientID: cell,
  startURL: cell,
  referer: cell,
  regionCity: cell,
  deviceCategory: cell,
  bounce: cell,
  goalsID: cell,
  goalsDateTime: cell,
  goalsPrice: cell,
  goalsCurrency: cell,
  TrafficSource: cell,
  AdvEngine: cell,
  UTMSource: cell,
  UTMMedium: cell,
  UTMCampaign: cell,
  UTMContent: cell,
  UTMTerm: cell,
  GCLID: cell,
})
export type VisitRow = z.output<typeof visitRow>
