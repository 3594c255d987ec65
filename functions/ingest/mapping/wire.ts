import * as z from 'zod'
import { readDecimal, readNumber } from '#shared/numbers/number.ts'
import { epochDay } from '#shared/numbers/zone.ts'
import { bad, type Given, nothing } from './given.ts'

export { bad } from './given.ts'
export { instant, unix } from './instant.ts'

/** A text, number (read as text) or boolean; absent, null and '' are null. In one step: rows are made of little else. */
export const text = z.transform((value: unknown, { issues }): string | null => {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  issues.push({ code: 'invalid_type', expected: 'string', input: value })
  return z.NEVER
})

/** An id that must be there. */
export const id = z.string().min(1)

/** A list; null, absent and an empty object (PHP) are an empty one. */
export const list = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (value === null || value === undefined || isEmptyObject(value) ? [] : value), z.array(item))

const isEmptyObject = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0

/** JSON writes large doubles as `1.2E7`; the point moves, no digit is lost. */
function expanded(value: string): string {
  const [, sign = '', whole = '', fraction = '', power] =
    /^(-?)(\d{1,20})(?:\.(\d{1,20}))?[eE]\+?(\d{1,2})$/.exec(value) ?? []
  if (power === undefined) return value
  const digits = fraction.padEnd(Number(power), '0')
  return `${sign}${whole}${digits.slice(0, Number(power))}.${digits.slice(Number(power))}`
}

/** Micros of an amount in major units: `"19999.99"`, `"144."`, `15000.0`, `1.2E7`. */
export function money(column: string, value: Given): bigint | null {
  if (nothing(value)) return null
  const read = readNumber(expanded(value).replace(/\.$/, ''), { decimal: 'point' })
  // Whoever names a currency here may mean another one than the row's.
  if (read === undefined || read.currency !== undefined) throw bad('NUMBER', column)
  return read.micros
}

/** Micros as the wire has them: an integer of millionths. */
export function micros(column: string, value: Given): bigint | null {
  if (nothing(value)) return null
  if (!/^-?\d{1,18}(\.0*)?$/.test(value)) throw bad('NUMBER', column)
  return BigInt(value.replace(/\..*$/, ''))
}

/** A count: `"12"`, `12.0`. */
export function int(column: string, value: Given): number | null {
  if (nothing(value)) return null
  const number = /^-?\d{1,16}(\.0*)?$/.test(value) ? Number(value) : Number.NaN
  if (!Number.isSafeInteger(number)) throw bad('NUMBER', column)
  return number
}

export function double(column: string, value: Given): number | null {
  if (nothing(value)) return null
  const number = plainDouble.test(value) ? Number(value) : spelledDouble(value)
  if (!Number.isFinite(number)) throw bad('NUMBER', column)
  // Never -0, whose bytes are others than those of 0.
  return number + 0
}

const plainDouble = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/

/** A number with thousands apart, or a point at its end. */
function spelledDouble(value: string): number {
  const plain = readDecimal(value.replace(/\.$/, ''), { decimal: 'point' })?.plain ?? ''
  return plainDouble.test(plain) ? Number(plain) : Number.NaN
}

/** `2026-08-01` or `20260801` → `2026-08-01`. */
export function day(column: string, value: Given): string | null {
  if (nothing(value)) return null
  const standing = knownDays.get(value)
  if (standing !== undefined) return standing
  const [, year, month, date] = /^(\d{4})-?(\d\d)-?(\d\d)$/.exec(value) ?? []
  if (!year || epochDay(Number(year), Number(month), Number(date)) === undefined) throw bad('DATE', column)
  const read = `${year}-${month}-${date}`
  if (knownDays.size < mostKnownDays) knownDays.set(value, read)
  return read
}

/** A report names the same few days in every row. */
const knownDays = new Map<string, string>()
const mostKnownDays = 10_000
