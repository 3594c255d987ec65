import * as z from 'zod'

type Cell = 'counterID' | 'date' | 'dateTime' | 'dateTimeUTC' | 'clientID' | 'startURL' | 'referer' | 'regionCity'
type Mark =
  | 'UTMSource'
  | 'UTMMedium'
  | 'UTMCampaign'
  | 'UTMContent'
  | 'UTMTerm'
  | 'GCLID'
  | 'TrafficSource'
  | 'AdvEngine'
type Goal = 'goalsID' | 'goalsDateTime' | 'goalsPrice' | 'goalsCurrency'
type Name = Cell | Mark | Goal | 'deviceCategory' | 'bounce'

/** A line of the log of visits, by the short names of its columns; an empty cell is null. */
export type VisitRow = { readonly visitID: string } & { readonly [name in Name]?: string | null }

/** The cells of a table are texts or nothing: only the number of the visit has to be looked at. */
export const visitRow = z.custom<VisitRow>().refine(({ visitID }) => /^\d{1,20}$/.test(visitID), { path: ['visitID'] })
