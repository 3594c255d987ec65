import { addDays, datesBetween } from '#shared/time/dates.ts'

export interface DayRange {
  /** YYYY-MM-DD, both included. */
  readonly from: string
  readonly to: string
}

/** Cuts a range into slices of at most so many days: their union is the range and no day is in two. */
export function sliceDays({ from, to }: DayRange, most: number): readonly DayRange[] {
  const size = Math.max(1, Math.floor(most))
  const slices: DayRange[] = []
  for (let start = from; start <= to; start = addDays(start, size)) {
    const end = addDays(start, size - 1)
    slices.push({ from: start, to: end < to ? end : to })
  }
  return slices
}

/** Two halves, or undefined where one day is left. */
export function halve({ from, to }: DayRange): readonly [DayRange, DayRange] | undefined {
  const days = datesBetween(from, to).length
  if (days < 2) return undefined
  const middle = addDays(from, Math.floor(days / 2) - 1)
  return [
    { from, to: middle },
    { from: addDays(middle, 1), to },
  ]
}
