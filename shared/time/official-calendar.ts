import ru2025 from './calendars/ru/2025.json' with { type: 'json' }
import ru2026 from './calendars/ru/2026.json' with { type: 'json' }

/** What a country's official calendar changes in the plain Monday-to-Friday week of one year. */
export interface OfficialYear {
  readonly country: string
  readonly year: number
  /** Weekdays that are not worked. */
  readonly off: readonly string[]
  /** Weekend days that are worked. */
  readonly work: readonly string[]
  /** Worked days that end one hour earlier. */
  readonly short: readonly string[]
}

/** Moved days are set by a decree each autumn and cannot be computed: a year that is not here is not known. */
const years: readonly OfficialYear[] = [ru2025, ru2026]

export const officialYear = (country: string, year: number): OfficialYear | undefined =>
  years.find((entry) => entry.country === country && entry.year === year)

export const officialYears = (country: string): readonly number[] =>
  years.filter((entry) => entry.country === country).map((entry) => entry.year)
