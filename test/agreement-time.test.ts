import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths, datesBetween, monthsBetween, weekdayOf } from '#shared/time/dates.ts'
import { type TeamRules, type WorkDay, weekHours, workDays } from '#shared/time/work-calendar.ts'
import { localDate, zoneOffsets } from '#shared/time/zone-offsets.ts'

const shared = process.env.CONCORD_SHARED ?? resolve(import.meta.dirname, '../../shared')
const oracle = join(shared, 'oracles', 'speed_to_lead_cases.json')

const office: TeamRules = { country: 'ru', hours: { 'mon-fri': '09:00-18:00' }, days: {} }
const worked = (rows: readonly WorkDay[]) => rows.filter((row) => row.close > row.open)

/** Working minutes between two local moments ('YYYY-MM-DDTHH:mm'), as the SQL of the clocks computes them. */
function minutesBetween(rows: readonly WorkDay[], from: string, to: string): number {
  const passed = (moment: string) => {
    const row = rows.find(({ day }) => day === moment.slice(0, 10))!
    const minute = Number(moment.slice(11, 13)) * 60 + Number(moment.slice(14, 16))
    return row.before + Math.min(Math.max(minute, row.open), row.close) - row.open
  }
  return Math.max(0, passed(to) - passed(from))
}

describe('the Russian production calendar', () => {
  const rows = workDays(office, [2025, 2026])
  const of = (day: string) => rows.find((row) => row.day === day)!

  it.each([2025, 2026])('%i has 247 working days and four short ones', (year) => {
    const days = worked(workDays(office, [year]))
    expect(days).toHaveLength(247)
    expect(days.filter((row) => row.close === 17 * 60)).toHaveLength(4)
    expect(days.reduce((sum, row) => sum + row.close - row.open, 0)).toBe(247 * 540 - 4 * 60)
  })

  it.each([
    '2025-05-02',
    '2025-05-08',
    '2025-06-13',
    '2025-11-03',
    '2025-12-31',
    '2026-01-09',
    '2026-05-11',
    '2026-12-31',
  ])('moved day off %s is not worked', (day) => expect(of(day).close).toBe(0))

  it('Saturday 1 November 2025 is worked, one hour less', () => {
    expect(of('2025-11-01')).toMatchObject({ open: 540, close: 1020 })
  })

  it('measures over weekends, short days and holidays', () => {
    expect(minutesBetween(rows, '2026-10-30T17:50', '2026-11-02T09:12')).toBe(22)
    expect(minutesBetween(rows, '2026-11-03T16:55', '2026-11-05T09:05')).toBe(10)
    expect(minutesBetween(rows, '2025-12-30T17:50', '2026-01-12T09:10')).toBe(20)
  })

  it('lets the company’s own days win, and leaves unknown years out', () => {
    const days = { '2026-12-30': 'short', '2026-01-09': 'work', '2026-12-29': 'off', '2026-12-28': '10:00-12:00' }
    const own = workDays({ ...office, days }, [2026, 2027])
    const hours = (day: string) => own.filter((row) => row.day === day).map((row) => row.close - row.open)
    expect([hours('2026-12-30'), hours('2026-01-09'), hours('2026-12-29'), hours('2026-12-28')]).toEqual([
      [480],
      [540],
      [0],
      [120],
    ])
    expect(own.at(-1)!.day).toBe('2026-12-31')
  })

  it('reads a week that passes its own end', () => {
    const week = weekHours({ 'sat-mon': '10:00-16:00', wed: '09:00-18:00' })
    expect(week.map((hours) => hours !== undefined)).toEqual([true, false, true, false, false, true, true])
  })
})

interface OracleCase {
  readonly name: string
  readonly lead_at: string
  readonly first_contact_at: string
  readonly tz: string
  readonly hours: Readonly<Record<string, readonly [number, number]>>
  readonly holidays: readonly string[]
  readonly short_days_minus60: readonly string[]
  readonly expected_business_minutes: number
}

describe.skipIf(!existsSync(oracle))('working minutes against the oracle (skipped where ../shared is absent)', () => {
  const cases = existsSync(oracle) ? (JSON.parse(readFileSync(oracle, 'utf8')) as OracleCase[]) : []
  const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
  const time = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

  /** A calendar in local minutes cannot see the hour that autumn repeats; around the clock is `clock: wall`. */
  const isRoundTheClock = (one: OracleCase) => Object.values(one.hours).every(([open, close]) => close - open === 1440)
  it.skip.each(cases.filter(isRoundTheClock).map((one) => [one.name]))('%s: use `clock: wall`', () => {})

  it.each(cases.filter((one) => !isRoundTheClock(one)).map((one) => [one.name, one] as const))('%s', (_, one) => {
    const hours = Object.fromEntries(
      Object.entries(one.hours).map(([day, [open, close]]) => [names[Number(day)]!, `${time(open)}-${time(close)}`]),
    )
    const short = one.short_days_minus60.map((day) => [day, 'short'])
    const days = Object.fromEntries([...one.holidays.map((day) => [day, 'off']), ...short])
    const years = [one.lead_at, one.first_contact_at].map((moment) => Number(moment.slice(0, 4)))
    const rows = workDays({ country: 'none', hours, days }, [...new Set(years)])
    const local = (moment: string) => new Date(moment).toLocaleString('sv-SE', { timeZone: one.tz }).replace(' ', 'T')
    expect(minutesBetween(rows, local(one.lead_at), local(one.first_contact_at))).toBe(one.expected_business_minutes)
  })
})

describe('zone offsets', () => {
  const zones = [
    'Europe/Moscow',
    'America/Sao_Paulo',
    'Europe/Berlin',
    'Asia/Kolkata',
    'America/New_York',
    'UTC',
    'Asia/Almaty',
  ]

  it.each(zones)('%s: one row per instant, the same local date and time as Intl says', (zone) => {
    const rows = zoneOffsets(zone)
    expect(rows.slice(1).map((row) => row.from)).toEqual(rows.slice(0, -1).map((row) => row.to))
    const [min, max] = [Date.parse('2010-01-01T00:00Z'), Date.parse('2040-12-31T00:00Z')]
    const edges = rows.map((row) => row.from).filter((from) => from > min)
    const instant = fc.oneof(
      fc.integer({ min, max }),
      ...edges.flatMap((edge) => [fc.constant(edge), fc.constant(edge - 1)]),
    )
    fc.assert(
      fc.property(instant, (ms) => {
        const { minutes } = rows.find((row) => row.from <= ms && ms < row.to)!
        const ours = new Date(ms + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ')
        expect(ours).toBe(new Date(ms).toLocaleString('sv-SE', { timeZone: zone }))
        expect(localDate(ms, zone)).toBe(ours.slice(0, 10))
      }),
      { numRuns: 60 },
    )
  })
})

describe('local dates', () => {
  it('walks over leap days, years and months', () => {
    expect(datesBetween('2024-02-28', '2024-03-01')).toEqual(['2024-02-28', '2024-02-29', '2024-03-01'])
    expect(datesBetween('2024-03-02', '2024-03-01')).toEqual([])
    expect([addMonths('2025-12', 1), addMonths('2026-01', -1), addMonths('2025-09', 36)]).toEqual([
      '2026-01',
      '2025-12',
      '2028-09',
    ])
    expect(monthsBetween('2025-09', '2026-10')).toBe(13)
    expect([weekdayOf('2026-11-22'), weekdayOf('2026-11-23')]).toEqual([6, 0])
  })
})
