import { todayIn } from '#ingest/mapping/days.ts'

const hour = 3_600_000
const ends = new Map<string, number>()

/** The last moment of a local day, to a quarter of an hour. */
export function endOf(day: string, zone: string): number {
  const name = `${day} ${zone}`
  const known = ends.get(name)
  if (known !== undefined) return known
  let last = Date.parse(`${day}T00:00:00Z`) - 14 * hour
  for (let at = last, end = last + 54 * hour; at <= end; at += hour / 4) if (todayIn(zone, at) <= day) last = at
  ends.set(name, last)
  return last
}
