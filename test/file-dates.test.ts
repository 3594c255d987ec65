import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { dateFormatProblem, dateReader, readDate } from '#shared/numbers/date.ts'

const utc = (text: string) => Date.parse(text)

describe('dates', () => {
  it.each([
    ['15.06.2024 13:50', 'dd.MM.yyyy HH:mm', 'Europe/Moscow', '2024-06-15', '2024-06-15T10:50:00Z'],
    ['15.06.2024', 'dd.MM.yyyy', 'Europe/Moscow', '2024-06-15', '2024-06-14T21:00:00Z'],
    ['5.6.2024', 'dd.MM.yyyy', 'UTC', '2024-06-05', '2024-06-05T00:00:00Z'],
    ['06/15/24', 'MM/dd/yy', 'UTC', '2024-06-15', '2024-06-15T00:00:00Z'],
    ['20240615', 'yyyyMMdd', 'UTC', '2024-06-15', '2024-06-15T00:00:00Z'],
    ['2024-06-15', 'iso', 'UTC', '2024-06-15', '2024-06-15T00:00:00Z'],
    ['2023-07-03 00:00:00', 'iso', 'Europe/Moscow', '2023-07-03', '2023-07-02T21:00:00Z'],
    ['2024-06-15T23:30:00Z', 'iso', 'Europe/Moscow', '2024-06-16', '2024-06-15T23:30:00Z'],
    ['2024-06-15T23:30:00.250+03:00', 'iso', 'UTC', '2024-06-15', '2024-06-15T20:30:00.250Z'],
    ['2024-06-15T00:30:00-0500', 'iso', 'Europe/Moscow', '2024-06-15', '2024-06-15T05:30:00Z'],
    ['1718459400', 'epoch_s', 'Europe/Moscow', '2024-06-15', '2024-06-15T13:50:00Z'],
    ['1718459400123', 'epoch_ms', 'UTC', '2024-06-15', '2024-06-15T13:50:00.123Z'],
    ['Oct 1, 2026', 'MMM dd, yyyy', 'UTC', '2026-10-01', '2026-10-01T00:00:00Z'],
    ['Thu, Oct 1, 2026', 'EEE, MMM dd, yyyy', 'UTC', '2026-10-01', '2026-10-01T00:00:00Z'],
    ['1 октября 2026 г.', 'dd MMM yyyy г.', 'UTC', '2026-10-01', '2026-10-01T00:00:00Z'],
    ['01 окт. 26 9:05', 'dd MMM yy HH:mm', 'UTC', '2026-10-01', '2026-10-01T09:05:00Z'],
    ['10/1/2026 12:05 AM', 'MM/dd/yyyy HH:mm a', 'UTC', '2026-10-01', '2026-10-01T00:05:00Z'],
    ['10/1/2026 12:05\u202fp.m.', 'MM/dd/yyyy HH:mm a', 'UTC', '2026-10-01', '2026-10-01T12:05:00Z'],
    // The hour that Berlin skips, and the hour that it has twice.
    ['2024-03-31 02:30', 'iso', 'Europe/Berlin', '2024-03-31', '2024-03-31T01:30:00Z'],
    ['2024-10-27 02:30', 'iso', 'Europe/Berlin', '2024-10-27', '2024-10-27T00:30:00Z'],
  ])('%s (%s, %s) is %s', (text, format, zone, date, instant) => {
    expect(readDate(text, [format], zone)).toEqual({ date, instant: utc(instant) })
  })

  it.each([
    ['31.02.2024', 'dd.MM.yyyy'],
    ['29.02.2023', 'dd.MM.yyyy'],
    ['15.13.2024', 'dd.MM.yyyy'],
    ['15.06.2024 25:00', 'dd.MM.yyyy HH:mm'],
    ['15.06.2024 13:50', 'dd.MM.yyyy'],
    ['15.06.2024', 'dd.MM.yyyy HH:mm'],
    ['15.06.24', 'dd.MM.yyyy'],
    ['2024-6-15', 'iso'],
    ['2024-06-15T10:00:00Zx', 'iso'],
    ['0001-01-01', 'iso'],
    ['9999-12-31', 'iso'],
    ['99999999999999', 'epoch_s'],
    ['31 Feb 2026', 'dd MMM yyyy'],
    ['1 Octopus 2026', 'dd MMM yyyy'],
    ['10/1/2026 13:05 PM', 'MM/dd/yyyy HH:mm a'],
    ['10/1/2026 0:05 AM', 'MM/dd/yyyy HH:mm a'],
    ['', 'iso'],
  ])('%s is no date of %s', (text, format) => {
    expect(readDate(text, [format], 'UTC')).toBeUndefined()
  })

  it('reads serial days of a spreadsheet only where asked', () => {
    expect(dateReader(['iso'], 'UTC', { serial: true })('45458.5')?.instant).toBe(utc('2024-06-15T12:00:00Z'))
    expect(readDate('45458.5', ['iso'], 'UTC')).toBeUndefined()
  })

  it('refuses formats with unknown letters or without a day', () => {
    expect(dateFormatProblem('dd.mm.yyyy')?.en).toContain('yyyy MM dd')
    expect(dateFormatProblem('DD.MM.YYYY')?.en).toContain('DD')
    expect(dateFormatProblem('dd.MM.yyyy HH:mm')).toBeUndefined()
    expect(dateFormatProblem('MMM dd, yyyy')).toBeUndefined()
    expect(dateFormatProblem('MMMM dd, yyyy')?.en).toContain('MMMM')
    expect(dateFormatProblem('MMM yyyy')?.en).toContain('yyyy MM dd')
  })

  it('agrees with Temporal in every zone, also when clocks change', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'Europe/Moscow', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia')
    const moment = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2030, 0, 1) })
    fc.assert(
      fc.property(zone, moment, (name, millis) => {
        const local = new Date(Math.floor(millis / 60_000) * 60_000).toISOString().slice(0, 16)
        const expected = Temporal.PlainDateTime.from(local).toZonedDateTime(name, { disambiguation: 'compatible' })
        expect(readDate(local.replace('T', ' '), ['iso'], name)?.instant).toBe(expected.epochMilliseconds)
        const seen = Temporal.Instant.fromEpochMilliseconds(millis).toZonedDateTimeISO(name).toPlainDate().toString()
        expect(readDate(String(millis), ['epoch_ms'], name)?.date).toBe(seen)
      }),
      { numRuns: 300 },
    )
  })
})
