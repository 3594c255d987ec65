import * as wire from '#ingest/mapping/wire.ts'

/** The fields called UTC are UTC+3, always, and so are those of goals; `dateTime` is in the counter's zone. */
const moscow = '+03:00'

/** ClickHouse writes "never" as the first moment that it knows. */
const isTime = (text: string | null | undefined): text is string => !!text && !/^(0000|1970)-/.test(text)

/** Epoch ms of a time in UTC+3; null: there is none. */
export const instantPlus3 = (column: string, text: string | null | undefined): number | null =>
  isTime(text) ? wire.instant(column, `${text}${moscow}`) : null

/** Epoch ms of a time on the counter's clocks; null: there is none. */
export const instantIn = (zone: string, column: string, text: string | null | undefined): number | null =>
  isTime(text) ? wire.instant(column, text, zone) : null
