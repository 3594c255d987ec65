import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths, datesBetween, monthsBetween, weekdayOf } from '#shared/time/dates.ts'
import {
  type TeamRules,
  type WorkDay,
  type WorkSpan,
  weekHours,
  workDays,
  workSpans,
} from '#shared/time/work-calendar.ts'
import { localDate, zoneOffsets } from '#shared/time/zone-offsets.ts'

const office: TeamRules = { country: 'ru', hours: { 'mon-fri': '09:00-18:00' }, days: {} }
const worked = (rows: readonly WorkDay[]) => rows.filter((row) => row.close > row.open)

/** Working minutes between two moments in Moscow ('YYYY-MM-DDTHH:mm'), as the SQL of the clocks computes them. */
function minutesBetween(rows: readonly WorkSpan[], from: string, to: string): number {
  const passed = (moment: string) => {
    const row = rows.find(({ day }) => day === moment.slice(0, 10))!
    const since = (Date.parse(`${moment}+03:00`) - row.opensAt) / 60_000
    return row.before + Math.min(Math.max(since, 0), row.minutes)
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
    const spans = workSpans(rows, 'Europe/Moscow')
    expect(minutesBetween(spans, '2026-10-30T17:50', '2026-11-02T09:12')).toBe(22)
    expect(minutesBetween(spans, '2026-11-03T16:55', '2026-11-05T09:05')).toBe(10)
    expect(minutesBetween(spans, '2025-12-30T17:50', '2026-01-12T09:10')).toBe(20)
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

describe('working days as time that passes', () => {
  const always: TeamRules = { country: 'none', hours: { 'mon-sun': '00:00-24:00' }, days: {} }

  it.each(['Europe/Moscow', 'Europe/Berlin', 'America/New_York', 'Asia/Beirut', 'Australia/Lord_Howe'])(
    '%s: around the clock no minute is lost or counted twice, whatever the clocks on the wall do',
    (zone) => {
      const spans = workSpans(workDays(always, [2024, 2025]), zone)
      const ends = spans.map(({ opensAt, minutes }) => opensAt + minutes * 60_000)
      expect(spans.slice(1).map(({ opensAt }) => opensAt)).toEqual(ends.slice(0, -1))
      expect(spans.at(-1)!.before + spans.at(-1)!.minutes).toBe((366 + 365) * 1440)
    },
  )

  it('a night shift is an hour shorter in spring and longer in autumn', () => {
    const nights = workDays({ ...always, hours: { 'mon-sun': '00:00-08:00' } }, [2025])
    const changed = workSpans(nights, 'Europe/Berlin').filter(({ minutes }) => minutes !== 480)
    expect(changed.map(({ day, minutes }) => [day, minutes])).toEqual([
      ['2025-03-30', 420],
      ['2025-10-26', 540],
    ])
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
