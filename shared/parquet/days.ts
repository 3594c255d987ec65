const dayMs = 86_400_000

/** 'YYYY-MM-DD' to days since 1970-01-01; undefined for anything that is no day of the calendar (years 0000–9999). */
export function dayNumber(date: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return undefined
  const ms = Date.parse(date)
  // Date.parse lets 31 February roll over into March.
  return Number.isNaN(ms) || dateText(ms / dayMs) !== date ? undefined : ms / dayMs
}

/** Days since 1970-01-01 to 'YYYY-MM-DD'. */
export const dateText = (days: number): string => new Date(days * dayMs).toISOString().slice(0, 10)
