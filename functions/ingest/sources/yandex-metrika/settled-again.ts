import { dayText, epochDay, localDay } from '#shared/numbers/zone.ts'
import type { Io } from '../../source.ts'
import type { Settings } from './settings.ts'
import { zoneOf } from './zone.ts'

/** Offline conversions attach to a visit for so many days. */
const attachDays = 21

/**
 * In the first run of each week (Monday to Sunday, in the counter's zone) every day that has come of age since the run of
 * the week before is read a last time: with a run a day these are D-22 to D-28, and what lies between is read with them.
 */
export async function settledAgain(io: Io<Settings>, _: unknown, since: number | null): Promise<string | undefined> {
  if (since === null) return undefined
  const zone = zoneOf(io)
  const before = weekOf(localDay(since, zone))
  if (before >= weekOf(localDay(io.now(), zone))) return undefined
  return dayText(before - attachDays)
}

const monday = epochDay(2024, 1, 1)!

/** The Monday before a day, as days since 1970. */
const weekOf = (day: number): number => day - ((((day - monday) % 7) + 7) % 7)
