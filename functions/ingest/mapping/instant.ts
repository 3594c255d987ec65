import { epochDay, instantOf } from '#shared/numbers/zone.ts'
import { bad, type Given, nothing } from './given.ts'

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
  const isPlain = value.length === plainLength
  const midnight = isPlain ? midnights.get(dayAndOffset(value)) : undefined
  const plain = midnight === undefined ? undefined : plainTime(value)
  if (midnight !== undefined && plain !== undefined) return inRange(column, midnight + plain)
  const parts = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?$/.exec(value)
  if (!parts) throw bad('DATE', column)
  const [, year, month, date, hour, minute, second = '0', fraction = '', offset] = parts
  const epoch = epochDay(Number(year), Number(month), Number(date))
  const time = timeOfDay(Number(hour), Number(minute), Number(second))
  const shift = offset === undefined ? 0 : offsetMs(offset)
  if (epoch === undefined || time === undefined || shift === undefined || (!offset && !zone)) throw bad('DATE', column)
  if (isPlain && offset && fraction === '' && midnights.size < mostMidnights)
    midnights.set(dayAndOffset(value), epoch * 86_400_000 - shift)
  const ms = time + Number(fraction.padEnd(3, '0').slice(0, 3))
  return inRange(column, offset ? epoch * 86_400_000 + ms - shift : instantOf(epoch, ms, zone!))
}

// Rows repeat the same few days by the thousand: of `2026-08-01T10:00:00+03:00` only the time is read again.
const plainLength = 25
const dayAndOffset = (value: string): string => value.slice(0, 11) + value.slice(19)
const midnights = new Map<string, number>()
const mostMidnights = 10_000

function plainTime(value: string): number | undefined {
  if (value[13] !== ':' || value[16] !== ':') return undefined
  return timeOfDay(twoDigits(value, 11), twoDigits(value, 14), twoDigits(value, 17))
}

function twoDigits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48]
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

/** In ms; undefined: no clock shows it. */
function timeOfDay(hour: number, minute: number, second: number): number | undefined {
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return undefined
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
