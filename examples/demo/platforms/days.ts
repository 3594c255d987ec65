import { isoDay } from '../calendar.ts'
import type { Visit } from '../visits.ts'

/** The visits of some days, both ends included; asked again and again, so they are put by day once. */
export function visitsOfDays(visits: readonly Visit[]): (from: string, to: string) => readonly Visit[] {
  const days = [...Map.groupBy(visits, ({ started }) => isoDay(started))]
  return (from, to) => days.filter(([day]) => day >= from && day <= to).flatMap(([, some]) => some)
}
