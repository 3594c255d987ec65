import { describe, expect, it } from 'vitest'
import { BadValue } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'

/** The value, or the code that stands in quarantine. */
const read = <T>(reading: () => T): T | string => {
  try {
    return reading()
  } catch (error) {
    if (error instanceof BadValue) return error.code
    throw error
  }
}

const readings = {
  money: (text: string) => wire.money('column', text),
  micros: (text: string) => wire.micros('column', text),
  int: (text: string) => wire.int('column', text),
  double: (text: string) => wire.double('column', text),
  day: (text: string) => wire.day('column', text),
  unix: (text: string) => wire.unix('column', text),
  instant: (text: string) => wire.instant('column', text),
  local: (text: string) => wire.instant('column', text, 'Europe/Moscow'),
}

const cases: Readonly<Record<keyof typeof readings, Readonly<Record<string, unknown>>>> = {
  money: {
    '19999.99': 19_999_990_000n,
    '144.': 144_000_000n,
    '15000.0': 15_000_000_000n,
    '1.2E7': 12_000_000_000_000n,
    '-0.01': -10_000n,
    '1,5': 'NUMBER',
    '12.50 USD': 'NUMBER',
    '₽12': 'NUMBER',
    а: 'NUMBER',
  },
  micros: { '12340000': 12_340_000n, '12340000.0': 12_340_000n, '-5': -5n, '1.5': 'NUMBER', '1e7': 'NUMBER' },
  int: { '12': 12, '12.0': 12, '-3': -3, '1.5': 'NUMBER', '99999999999999999': 'NUMBER' },
  double: {
    '12': 12,
    '0.5': 0.5,
    '12.': 12,
    '1.5e-05': 1.5e-5,
    '-7.25': -7.25,
    '1 234.5': 1234.5,
    '1,234.5': 1234.5,
    '-0': 0,
    '1e999': 'NUMBER',
    '0x10': 'NUMBER',
    Infinity: 'NUMBER',
  },
  day: {
    '2026-08-01': '2026-08-01',
    '20260801': '2026-08-01',
    '2026-02-29': 'DATE',
    '2024-02-29': '2024-02-29',
    '01.08.2026': 'DATE',
    '(other)': 'DATE',
  },
  unix: { '1784538000': 1_784_538_000_000, '0': null, '-1': 'DATE', '1784538000000': 'DATE', '12.5': 'DATE' },
  instant: {
    '2026-08-01T10:00:00+03:00': Date.UTC(2026, 7, 1, 7),
    '2026-08-01T10:00:00.250Z': Date.UTC(2026, 7, 1, 10, 0, 0, 250),
    '2026-08-01 10:00:00': 'DATE',
    '2026-13-01T10:00:00Z': 'DATE',
    '2026-08-01T24:30:00Z': 'DATE',
    '2026-08-01T10:60:00Z': 'DATE',
    '2026-08-01T10:00:61Z': 'DATE',
    '2026-08-01T10:00:00+15:00': 'DATE',
    '2026-08-01T10:00:00-0930': Date.UTC(2026, 7, 1, 19, 30),
    // The same day and offset again, as rows have them.
    '2026-08-01T23:59:60+03:00': Date.UTC(2026, 7, 1, 21),
    '2026-08-01 10:00:01+03:00': Date.UTC(2026, 7, 1, 7, 0, 1),
    '2026-08-01T24:00:00+03:00': 'DATE',
    '2026-08-01T10:60:00+03:00': 'DATE',
    '2026-08-01T1a:00:00+03:00': 'DATE',
    '2026-08-01T10-00-00+03:00': 'DATE',
    '2026-08-01T10:00:00+02:00': Date.UTC(2026, 7, 1, 8),
    '2026-02-29T10:00:00+03:00': 'DATE',
  },
  local: {
    '2026-08-01 10:00:00': Date.UTC(2026, 7, 1, 7),
    '2026-08-01T10:00': Date.UTC(2026, 7, 1, 7),
    '2026-08-01 99:00:00': 'DATE',
  },
}

describe('what systems write and what it means', () => {
  for (const [name, table] of Object.entries(cases)) {
    const reading = readings[name as keyof typeof readings]
    it(`${name}: each spelling, again and again`, () => {
      const expected = Object.entries(table)
      for (let round = 0; round < 2; round++)
        expect(expected.map(([text]) => [text, read(() => reading(text))])).toEqual(expected)
    })

    it(`${name}: nothing is null`, () => {
      for (const text of ['', '--']) expect(reading(text)).toBeNull()
    })
  }

  it('zero has one spelling in the lake', () => {
    expect(Object.is(wire.double('column', '-0'), 0)).toBe(true)
    expect(Object.is(wire.double('column', '-0.0'), 0)).toBe(true)
  })
})
