import { say, type Text } from '#shared/i18n/text.ts'
import type { Fields } from './date-fields.ts'
import { formatProblem, parserOf } from './date-format.ts'
import { dayText, epochDay, instantOf, localDay } from './zone.ts'

export { isTimeZone } from './zone.ts'

export interface DateRead {
  /** YYYY-MM-DD: the day as written, or the day in the zone when the text holds an offset or an epoch. */
  readonly date: string
  /** Epoch milliseconds; a date without a time is its local midnight. */
  readonly instant: number
}

export type DateReader = (text: string) => DateRead | undefined

/** What is wrong with a format, or undefined. */
export function dateFormatProblem(format: string): Text | undefined {
  const wrong = formatProblem(format)
  return wrong === undefined
    ? undefined
    : say(`Формат даты «${format}» не разобран: ${wrong}`, `The date format "${format}" is not understood: ${wrong}`)
}

/**
 * Reads texts by the first format that fits the whole of it; days that don't exist are refused.
 * `serial`: whole and fractional numbers are days since 1899-12-30, as spreadsheets keep them.
 */
export function dateReader(formats: readonly string[], zone: string, options: { serial?: boolean } = {}): DateReader {
  const parsers = [...formats.map(parserOf), ...(options.serial ? [parserOf('iso'), serialFields] : [])]
  return (text) => {
    for (const parse of parsers) {
      const fields = parse(text)
      if (fields) return resolved(fields, zone)
    }
    return undefined
  }
}

/** One-off form of `dateReader`. */
export const readDate = (text: string, formats: readonly string[], zone: string): DateRead | undefined =>
  dateReader(formats, zone)(text)

const dayMillis = 86_400_000
const endDay = 84_006 // 2200-01-01

function resolved(fields: Fields, zone: string): DateRead | undefined {
  if (fields.epoch !== undefined) return inZone(fields.epoch, zone)
  const day = epochDay(fields.year, fields.month, fields.day)
  if (day === undefined || day < 0 || day >= endDay) return undefined
  if (fields.offset !== undefined) return inZone(day * dayMillis + fields.time - fields.offset, zone)
  return { date: dayText(day), instant: instantOf(day, fields.time, zone) }
}

const inZone = (instant: number, zone: string): DateRead | undefined =>
  instant >= 0 && instant < endDay * dayMillis ? { date: dayText(localDay(instant, zone)), instant } : undefined

function serialFields(text: string): Fields | undefined {
  if (!/^\d{5}(\.\d+)?$/.test(text)) return undefined
  const serial = Number(text)
  const day = Math.floor(serial)
  const time = Math.round((serial - day) * 86_400) * 1000
  const date = new Date(Date.UTC(1899, 11, 30) + day * dayMillis)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), time }
}
