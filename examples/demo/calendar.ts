/** Wall-clock times of the company are kept as the epoch milliseconds that would print so in UTC. */
export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

const opens = 9 * hour
const closes = 18 * hour

/** Days off of the Russian production calendar on which the office would be open otherwise. */
const daysOff = new Set([
  '2025-11-03',
  '2025-11-04',
  '2025-12-31',
  ...Array.from({ length: 9 }, (_, i) => `2026-01-0${i + 1}`),
  '2026-02-23',
  '2026-03-09',
  '2026-05-01',
  '2026-05-11',
  '2026-06-12',
])

export const isoDay = (time: number): string => new Date(time).toISOString().slice(0, 10)

export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = []
  for (let start = Date.parse(`${first}-01`); isoDay(start).slice(0, 7) <= last; start = monthAfter(start))
    months.push(isoDay(start).slice(0, 7))
  return months
}

export function daysOf(month: string): number[] {
  const start = Date.parse(`${month}-01`)
  const days = Math.round((monthAfter(start) - start) / day)
  return Array.from({ length: days }, (_, i) => start + i * day)
}

export const isWorkday = (time: number): boolean => {
  const weekday = new Date(time).getUTCDay()
  return weekday > 0 && weekday < 6 && !daysOff.has(isoDay(time))
}

export const isWorking = (time: number): boolean => isWorkday(time) && time % day >= opens && time % day < closes

/** The moment at which so many working minutes have passed since `from`. */
export function afterWorking(from: number, minutes: number): number {
  let time = nextOpen(from)
  let left = minutes * minute
  while (time + left > closingOf(time)) {
    left -= closingOf(time) - time
    time = nextOpen(closingOf(time))
  }
  return time + left
}

function nextOpen(from: number): number {
  if (isWorking(from)) return from
  const midnight = from - (from % day)
  if (isWorkday(from) && from % day < opens) return midnight + opens
  let next = midnight + day
  while (!isWorkday(next)) next += day
  return next + opens
}

const closingOf = (time: number): number => time - (time % day) + closes

const monthAfter = (start: number): number => {
  const date = new Date(start)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
}
