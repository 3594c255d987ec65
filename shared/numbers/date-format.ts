import { type Fields, type FieldsParser, timeOf } from './date-fields.ts'
import { wordedParser, wordParts } from './date-words.ts'

const widths: Readonly<Record<string, number>> = { yyyy: 4, yy: 2, MM: 2, dd: 2, HH: 2, mm: 2, ss: 2 }

/** Letters that stand for themselves: 2026-10-01T10:00:00Z, 1 октября 2026 г. */
const letters: ReadonlySet<string> = new Set(['T', 'Z', 'г'])

/** What is wrong with a format, in a few words of either language, or undefined. */
export function formatProblem(format: string): string | undefined {
  if (format === 'iso' || format === 'epoch_s' || format === 'epoch_ms') return undefined
  const parts = partsOf(format)
  const unknown = parts.find(
    (part) => /\p{L}/u.test(part) && !letters.has(part) && !wordParts.has(part) && widths[part] === undefined,
  )
  if (unknown) return unknown
  const has = (token: string) => parts.includes(token)
  return (has('yyyy') || has('yy')) && (has('MM') || has('MMM')) && has('dd') ? undefined : 'yyyy MM dd'
}

export function parserOf(format: string): FieldsParser {
  if (format === 'iso') return isoFields
  if (format === 'epoch_s') return (text) => epochFields(text, 1000)
  if (format === 'epoch_ms') return (text) => epochFields(text, 1)
  const parts = partsOf(format)
  return parts.some((part) => wordParts.has(part)) ? wordedParser(parts) : patternParser(parts)
}

const partsOf = (format: string): readonly string[] => format.match(/([a-zA-Z])\1*|\P{L}|\p{L}/gu) ?? []

function epochFields(text: string, scale: number): Fields | undefined {
  if (!/^\d{1,14}(\.\d{1,9})?$/.test(text)) return undefined
  return { year: 0, month: 0, day: 0, time: 0, epoch: Math.floor(Number(text) * scale) }
}

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$/

function isoFields(text: string): Fields | undefined {
  const found = iso.exec(text)
  if (!found) return undefined
  const [, year, month, day, hour, minute, second, fraction, zone] = found
  const time = timeOf(Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0))
  if (time === undefined) return undefined
  const millis = fraction ? Number(fraction.slice(0, 3).padEnd(3, '0')) : 0
  return { year: Number(year), month: Number(month), day: Number(day), time: time + millis, offset: offsetOf(zone) }
}

function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined
  if (zone === 'Z' || zone === 'UTC') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || 0)
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}

/** Compiled by hand and not to a RegExp: millions of dates go through it. `d.M` may be short where a separator follows. */
function patternParser(parts: readonly string[]): FieldsParser {
  const steps = parts.map((part, at) => {
    const width = widths[part]
    const next = parts[at + 1]
    return {
      part,
      width,
      slot: part[0]! + part[1]!,
      exact: width !== 2 || (next !== undefined && widths[next] !== undefined),
    }
  })
  return (text) => {
    let at = 0
    const fields = { yy: 0, MM: 0, dd: 0, HH: 0, mm: 0, ss: 0 }
    for (const { part, width, slot, exact } of steps) {
      if (width === undefined) {
        if (text[at] !== part) return undefined
        at += 1
        continue
      }
      let value = 0
      let digits = 0
      for (; digits < width; digits++) {
        const code = text.charCodeAt(at + digits)
        if (!(code >= 48 && code <= 57)) break
        value = value * 10 + code - 48
      }
      if (digits === 0 || (exact && digits < width)) return undefined
      fields[slot as keyof typeof fields] = part === 'yy' ? value + (value < 70 ? 2000 : 1900) : value
      at += digits
    }
    if (at !== text.length) return undefined
    const time = timeOf(fields.HH, fields.mm, fields.ss)
    return time === undefined ? undefined : { year: fields.yy, month: fields.MM, day: fields.dd, time }
  }
}
