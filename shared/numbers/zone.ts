import { Temporal } from 'temporal-polyfill'

const dayMillis = 86_400_000
/** No zone is further from UTC, so both probes are surely outside the local day. */
const widest = 15 * 3_600_000

interface ZoneCache {
  /** Offset of a local day in milliseconds, or null when the clocks change on it. */
  readonly offsets: Map<number, number | null>
}

const zones = new Map<string, ZoneCache>()

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** Days since 1970-01-01, or undefined when there is no such day. */
export function epochDay(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined
  return Date.UTC(year, month - 1, day) / dayMillis
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

const dayTexts = new Map<number, string>()

export function dayText(day: number): string {
  const known = dayTexts.get(day)
  if (known !== undefined) return known
  const text = new Date(day * dayMillis).toISOString().slice(0, 10)
  dayTexts.set(day, text)
  return text
}

/** Local wall time → epoch milliseconds. In a gap the later time, in an overlap the first one (Temporal's "compatible"). */
export function instantOf(day: number, time: number, zone: string): number {
  const offset = offsetOfDay(day, zone)
  if (offset !== null) return day * dayMillis + time - offset
  const local = new Date(day * dayMillis + time).toISOString().slice(0, -1)
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
}

/** The local day of an instant. */
export function localDay(instant: number, zone: string): number {
  const near = Math.floor(instant / dayMillis)
  const offset = offsetOfDay(near, zone) ?? offsetAt(instant, zone)
  return Math.floor((instant + offset) / dayMillis)
}

function offsetOfDay(day: number, zone: string): number | null {
  let cache = zones.get(zone)
  if (!cache) {
    cache = { offsets: new Map() }
    zones.set(zone, cache)
  }
  const known = cache.offsets.get(day)
  if (known !== undefined) return known
  const before = offsetAt(day * dayMillis - widest, zone)
  const offset = before === offsetAt((day + 1) * dayMillis + widest, zone) ? before : null
  cache.offsets.set(day, offset)
  return offset
}

const offsetAt = (instant: number, zone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000
