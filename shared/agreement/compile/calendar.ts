import { officialYears } from '#shared/time/official-calendar.ts'
import { workDays, workSpans } from '#shared/time/work-calendar.ts'
import type { LoadedAgreement } from '../load.ts'
import type { AgreementRow } from '../tables.ts'

/** A clock may start before the agreement and end after it, so a calendar reaches a year back and some years ahead. */
const yearsBack = 1
const yearsAhead = 3

const yearOf = (month: string): number => Number(month.slice(0, 4))

/** dim_calendar. `last` is the last file: older rules may still be needed for as long as their leads live, in the zone of today. */
export function calendarRows({ name, agreement }: LoadedAgreement, last: LoadedAgreement): AgreementRow[] {
  const first = yearOf(name) - yearsBack
  const plain = Array.from({ length: yearOf(last.name) + yearsAhead - first + 1 }, (_, index) => first + index)
  return Object.entries(agreement.calendar ?? {}).flatMap(([team, rules]) => {
    const years = rules.country === 'none' ? plain : officialYears(rules.country)
    return workSpans(workDays(rules, years), last.agreement.company.time_zone).map((span) => ({
      agreement: name,
      team,
      day: span.day,
      open_minute: span.open,
      close_minute: span.close,
      opens_at: span.opensAt,
      minutes: span.minutes,
      cum_minutes: span.before,
    }))
  })
}
