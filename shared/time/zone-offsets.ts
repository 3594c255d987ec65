import { Temporal } from 'temporal-polyfill'

/** The offset of a zone in [from, to), in epoch milliseconds. */
export interface ZoneOffset {
  readonly from: number
  readonly to: number
  readonly minutes: number
}

const exactFrom = '2010-01-01T00:00:00Z'
const exactTo = '2041-01-01T00:00:00Z'
/** Instants outside the exact years still find a row: the outer offsets are carried on, so that a join never loses a fact. */
const firstInstant = Date.parse('1900-01-01T00:00:00Z')
const lastInstant = Date.parse('2200-01-01T00:00:00Z')

/** All offsets of a zone, gapless, in order. */
export function zoneOffsets(zone: string): readonly ZoneOffset[] {
  const end = Date.parse(exactTo)
  const rows: ZoneOffset[] = []
  let from = firstInstant
  let moment: Temporal.ZonedDateTime = Temporal.Instant.from(exactFrom).toZonedDateTimeISO(zone)
  for (;;) {
    const minutes = moment.offsetNanoseconds / 60e9
    const next = moment.getTimeZoneTransition('next')
    if (!next || next.epochMilliseconds >= end) return [...rows, { from, to: lastInstant, minutes }]
    rows.push({ from, to: next.epochMilliseconds, minutes })
    from = next.epochMilliseconds
    moment = next
  }
}

/** The local date of an instant in a zone, 'YYYY-MM-DD'. */
export const localDate = (epochMs: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone).toPlainDate().toString()
