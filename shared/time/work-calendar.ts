import { instantOf } from '#shared/numbers/zone.ts'
import { datesBetween, weekdayOf } from './dates.ts'
import { type OfficialYear, officialYear } from './official-calendar.ts'

/** Minutes of the local day; undefined: not worked. */
export type Hours = { readonly open: number; readonly close: number } | undefined

export interface TeamRules {
  /** A country with an official calendar, or `none`. */
  readonly country: string
  /** Keys `mon` or `mon-fri`, values `09:00-18:00`. */
  readonly hours: Readonly<Record<string, string>>
  /** Own days: `off`, `work`, `short` or hours. They win over the official calendar. */
  readonly days: Readonly<Record<string, string>>
}

/** Hours in minutes of the local day. */
export interface WorkDay {
  readonly day: string
  readonly open: number
  readonly close: number
}

/** A working day as time that passes: where clocks change within it, an hour more or less than its hours say. */
export interface WorkSpan extends WorkDay {
  /** Epoch ms. */
  readonly opensAt: number
  readonly minutes: number
  /** Minutes of this calendar before the day opens. */
  readonly before: number
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const shortBy = 60

export const parseHours = (text: string): NonNullable<Hours> => {
  const [open, close] = text.split('-').map((time) => {
    const [hour, minute] = time.split(':').map(Number)
    return hour! * 60 + minute!
  })
  return { open: open!, close: close! }
}

/** Opening hours of Monday … Sunday. A range may pass the end of the week: `sat-mon`. */
export function weekHours(hours: TeamRules['hours']): readonly Hours[] {
  const week = new Array<Hours>(7).fill(undefined)
  for (const [range, text] of Object.entries(hours)) {
    const [first, last = first] = range.split('-').map((name) => weekdays.indexOf(name))
    const count = ((last! - first! + 7) % 7) + 1
    for (let step = 0; step < count; step++) week[(first! + step) % 7] = parseHours(text)
  }
  return week
}

const shortened = (hours: Hours): Hours =>
  hours && { open: hours.open, close: Math.max(hours.open, hours.close - shortBy) }

function officialHours(day: string, week: readonly Hours[], year: OfficialYear | undefined): Hours {
  if (year?.off.includes(day)) return undefined
  const usual = week[weekdayOf(day)]
  const hours = year?.work.includes(day) ? (usual ?? firstWorked(week)) : usual
  return year?.short.includes(day) ? shortened(hours) : hours
}

const firstWorked = (week: readonly Hours[]): Hours => week.find((hours) => hours !== undefined)

function ownHours(rule: string, official: Hours, week: readonly Hours[]): Hours {
  if (rule === 'off') return undefined
  if (rule === 'work') return official ?? firstWorked(week)
  if (rule === 'short') return shortened(official ?? firstWorked(week))
  return parseHours(rule)
}

/** Every day of the years, days off too (open = close = 0). Years without an official calendar are left out. */
export function workDays(rules: TeamRules, years: readonly number[]): readonly WorkDay[] {
  const week = weekHours(rules.hours)
  return years
    .filter((year) => rules.country === 'none' || officialYear(rules.country, year) !== undefined)
    .flatMap((year) => {
      const official = officialYear(rules.country, year)
      return datesBetween(`${year}-01-01`, `${year}-12-31`).map((day) => {
        const usual = officialHours(day, week, official)
        const rule = rules.days[day]
        const { open, close } = (rule === undefined ? usual : ownHours(rule, usual, week)) ?? { open: 0, close: 0 }
        return { day, open, close }
      })
    })
}

export function workSpans(days: readonly WorkDay[], zone: string): readonly WorkSpan[] {
  let before = 0
  return days.map((one) => {
    const day = Date.parse(one.day) / 86_400_000
    const opensAt = instantOf(day, one.open * 60_000, zone)
    const minutes = (instantOf(day, one.close * 60_000, zone) - opensAt) / 60_000
    const span = { ...one, opensAt, minutes, before }
    before += minutes
    return span
  })
}
