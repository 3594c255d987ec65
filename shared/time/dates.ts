/** Helpers over local dates ('YYYY-MM-DD') and months ('YYYY-MM') as plain texts: no zone is involved. */
const dayMs = 86_400_000

const at = (date: string): number => Date.parse(`${date}T00:00:00Z`)

export const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

export const addDays = (date: string, days: number): string => dateOf(at(date) + days * dayMs)

/** 0 = Monday … 6 = Sunday. */
export const weekdayOf = (date: string): number => (new Date(at(date)).getUTCDay() + 6) % 7

/** Every date from the first to the last, both included. */
export function datesBetween(first: string, last: string): string[] {
  const count = Math.round((at(last) - at(first)) / dayMs) + 1
  return Array.from({ length: Math.max(0, count) }, (_, index) => addDays(first, index))
}

export const addMonths = (month: string, count: number): string => {
  const [year, index] = month.split('-').map(Number)
  const months = year! * 12 + index! - 1 + count
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
}

/** `count` months in a row, beginning with the given one. */
export const monthsFrom = (month: string, count: number): string[] =>
  Array.from({ length: Math.max(0, count) }, (_, index) => addMonths(month, index))

/** How many months lie from the first to the last: 0 for the same month. */
export const monthsBetween = (first: string, last: string): number => {
  const [a, b] = [first, last].map((month) => {
    const [year, index] = month.split('-').map(Number)
    return year! * 12 + index!
  })
  return b! - a!
}
