import * as z from 'zod'
import { say } from '#shared/i18n/text.ts'
import { readDecimal, readNumber } from '#shared/numbers/number.ts'
import { epochDay, instantOf } from '#shared/numbers/zone.ts'
import { BadValue } from './mapped.ts'

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

type Given = string | null | undefined

const nothing = (value: Given): value is null | undefined | '' | '--' =>
  value === null || value === undefined || value === '' || value === '--'

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

const from = Date.UTC(1990, 0, 1)
const until = Date.UTC(2100, 0, 1)

/** Unix seconds → epoch ms; 0 is "never". */
export function unix(column: string, value: Given): number | null {
  if (nothing(value) || value === '0') return null
  return inRange(column, /^\d{1,11}$/.test(value) ? Number(value) * 1000 : Number.NaN)
}

/** ISO with an offset, or (with `zone`) a local `2026-08-01 10:00:00` → epoch ms. */
export function instant(column: string, value: Given, zone?: string): number | null {
  if (nothing(value)) return null
  const parts = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?$/.exec(value)
  if (!parts) throw bad('DATE', column)
  const [, year, month, date, hour, minute, second = '0', fraction = '', offset] = parts
  const epoch = epochDay(Number(year), Number(month), Number(date))
  const time = timeOfDay(Number(hour), Number(minute), Number(second))
  const shift = offset === undefined ? 0 : offsetMs(offset)
  if (epoch === undefined || time === undefined || shift === undefined || (!offset && !zone)) throw bad('DATE', column)
  const ms = time + Number(fraction.padEnd(3, '0').slice(0, 3))
  return inRange(column, offset ? epoch * 86_400_000 + ms - shift : instantOf(epoch, ms, zone!))
}

/** In ms; undefined: no clock shows it. */
function timeOfDay(hour: number, minute: number, second: number): number | undefined {
  if (hour > 23 || minute > 59 || second > 60) return undefined
  return ((hour * 60 + minute) * 60 + second) * 1000
}

function offsetMs(offset: string): number | undefined {
  if (offset === 'Z') return 0
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(offset)!
  if (Number(hours) > 14 || Number(minutes) > 59) return undefined
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}

function inRange(column: string, ms: number): number {
  if (!(ms >= from && ms < until)) throw bad('DATE', column)
  return ms
}

export const bad = (code: 'NUMBER' | 'DATE' | 'RANGE', column: string): BadValue =>
  new BadValue(code, column, say(`Поле ${column} не читается.`, `The field ${column} can't be read.`))
