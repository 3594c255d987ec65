import { officialYears } from '#shared/time/official-calendar.ts'
import { workDays } from '#shared/time/work-calendar.ts'
import type { LoadedAgreement } from '../load.ts'
import type { AgreementRow } from '../tables.ts'

/** A clock may start before the agreement and end after it, so a calendar reaches a year back and some years ahead. */
const yearsBack = 1
const yearsAhead = 3

const yearOf = (month: string): number => Number(month.slice(0, 4))

/** dim_calendar. `lastMonth` is the last file's: older rules may still be needed for as long as their leads live. */
export function calendarRows({ name, agreement }: LoadedAgreement, lastMonth: string): AgreementRow[] {
  const first = yearOf(name) - yearsBack
  const plain = Array.from({ length: yearOf(lastMonth) + yearsAhead - first + 1 }, (_, index) => first + index)
  return Object.entries(agreement.calendar ?? {}).flatMap(([team, rules]) => {
    const years = rules.country === 'none' ? plain : officialYears(rules.country)
    return workDays(rules, years).map(({ day, open, close, before }) => ({
      agreement: name,
      team,
      day,
      open_minute: open,
      close_minute: close,
      cum_minutes: before,
    }))
  })
}
