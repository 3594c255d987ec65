import { currencyCode } from './currency.ts'

export type DecimalMark = 'point' | 'comma'

export interface NumberRules {
  /** How the file writes decimals; without it only spellings that can be read in one way are taken. */
  readonly decimal?: DecimalMark
  /** The text was written by a program from a typed cell (XLSX, JSON): a point is then a decimal point. */
  readonly typed?: boolean
}

export interface NumberRead {
  readonly micros: bigint
  /** ISO code, when a currency sign or code stood beside the number. */
  readonly currency?: string
}

export interface DecimalRead {
  /** Plain spelling: -1234.5 */
  readonly plain: string
  readonly currency?: string
}

const maxMicros = 2n ** 63n - 1n
const spaces = /[\s\u00a0\u2000-\u200a\u202f\u205f]/g

/** Money: a text → micros. Undefined: it can't be read for certain (or doesn't fit), so it must not be guessed. */
export function readNumber(text: string, rules: NumberRules = {}): NumberRead | undefined {
  const quick = plainMicros(text)
  if (quick !== undefined && !(rules.decimal === 'comma' && text.includes('.'))) return { micros: quick }
  const read = readDecimal(text, rules)
  if (!read) return undefined
  const micros = toMicros(read.plain)
  return micros === undefined ? undefined : { micros, currency: read.currency }
}

/** Any number: a text → its plain decimal spelling, exact. */
export function readDecimal(text: string, rules: NumberRules = {}): DecimalRead | undefined {
  if (text.length > 100) return undefined
  const unsigned = withoutSign(text.trim())
  const bare = withoutCurrency(unsigned.body)
  if (!bare) return undefined
  const inner = unsigned.negative ? { negative: false, body: bare.body } : withoutSign(bare.body)
  const plain = scientific(inner.body) ?? plainDigits(inner.body, rules, bare.currency !== undefined)
  if (plain === undefined) return undefined
  const negative = unsigned.negative || inner.negative
  return { plain: negative && /[1-9]/.test(plain) ? `-${plain}` : plain, currency: bare.currency }
}

/** The texts that exports write where they mean "no value" in a column of numbers or dates. */
export const isPlaceholder = (text: string): boolean => /^(|-{1,3}|[–—]|n\/a|null|none|nan)$/i.test(text)

/** `1234`, `-12.5`: most cells are so; up to nine digits and six decimals stay within exact doubles. */
function plainMicros(text: string): bigint | undefined {
  const negative = text.charCodeAt(0) === 45
  let value = 0
  let decimals = -1
  const start = negative ? 1 : 0
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) {
      value = value * 10 + (code - 48)
      if (decimals >= 0) decimals += 1
    } else if (code === 46 && decimals < 0 && at > start) decimals = 0
    else return undefined
  }
  const digits = text.length - start - (decimals >= 0 ? 1 : 0)
  const fraction = Math.max(decimals, 0)
  if (digits === 0 || decimals === 0 || fraction > 6 || fraction === 3 || digits - fraction > 9) return undefined
  const micros = Math.round(value * 10 ** (6 - fraction))
  return BigInt(negative ? -micros : micros)
}

function withoutSign(text: string): { negative: boolean; body: string } {
  const brackets = /^\((.+)\)$/s.exec(text)
  if (brackets) return { negative: true, body: brackets[1]!.trim() }
  const signed = /^([-−+])(.*)$/s.exec(text)
  if (!signed) return { negative: false, body: text }
  return { negative: signed[1] !== '+', body: signed[2]!.trim() }
}

function withoutCurrency(text: string): { body: string; currency?: string } | undefined {
  const before = /^([^\d\s.,'’(+\-−]+\.?)(.*)$/s.exec(text)
  const after = /^(.*?[\d)])[\s\u00a0\u202f]*([^\d\s,'’)]+\.?)$/s.exec(before ? before[2]!.trim() : text)
  if (before && after) return undefined
  const found = before?.[1] ?? after?.[2]
  if (found === undefined || (after && /^e[-+]?$/i.test(found))) return { body: text }
  const currency = currencyCode(found)
  if (currency === undefined) return undefined
  return { body: (before ? before[2]! : after![1]!).trim(), currency }
}

/** `1.5e-05` is how programs write small numbers. A positive power comes from Excel and has lost digits. */
function scientific(body: string): string | undefined {
  const parts = /^(\d)(?:\.(\d{1,20}))?e-(\d{1,2})$/i.exec(body)
  if (!parts) return undefined
  const digits = `${parts[1]}${parts[2] ?? ''}`
  const power = Number(parts[3])
  return power === 0 ? `${parts[1]}.${parts[2] ?? '0'}` : `0.${'0'.repeat(power - 1)}${digits}`
}

function plainDigits(body: string, rules: NumberRules, isMoney: boolean): string | undefined {
  const joined = body.replace(spaces, ' ').replaceAll('’', "'")
  const mark = markOf(joined, rules)
  if (mark === undefined) return undefined
  const [whole = '', fraction, ...more] = joined.split(mark)
  if (more.length > 0 || fraction === '' || (fraction !== undefined && !/^\d+$/.test(fraction))) return undefined
  if (isMoney && fraction?.length === 3) return undefined
  const digits = withoutGroups(whole, mark === ',' ? '.' : ',') ?? (whole === '' && fraction ? '0' : undefined)
  return digits && (fraction ? `${digits}.${fraction}` : digits)
}

/** The character that is the decimal mark of this text; undefined when it may be read in two ways. */
function markOf(body: string, { decimal, typed }: NumberRules): '.' | ',' | undefined {
  if (typed && /^\d+(\.\d+)?$/.test(body) && !(decimal === 'comma' && /^\d{1,3}\.\d{3}$/.test(body))) return '.'
  if (decimal) return decimal === 'comma' ? ',' : '.'
  const point = body.lastIndexOf('.')
  const comma = body.lastIndexOf(',')
  if (point >= 0 && comma >= 0) return point > comma ? '.' : ','
  const mark = point >= 0 ? '.' : ','
  const parts = body.split(mark)
  if (parts.length > 2) return mark === '.' ? ',' : '.'
  if (parts.length === 1) return '.'
  const certain = parts[1]!.length !== 3 || /[ ']/.test(parts[0]!) || parts[0]!.length > 3 || /^0?$/.test(parts[0]!)
  return certain ? mark : undefined
}

function withoutGroups(whole: string, separator: string): string | undefined {
  if (/^\d+$/.test(whole)) return whole
  const used = [separator, ' ', "'"].find((one) => whole.includes(one))
  if (used === undefined) return undefined
  const [first = '', ...rest] = whole.split(used)
  return /^\d{1,3}$/.test(first) && rest.every((part) => /^\d{3}$/.test(part)) ? `${first}${rest.join('')}` : undefined
}

/** Rounds half away from zero at the sixth decimal: below any coin, only the noise of floats stands there. */
function toMicros(plain: string): bigint | undefined {
  const negative = plain.startsWith('-')
  const [whole = '0', fraction = ''] = plain.replace('-', '').split('.')
  if (whole.replace(/^0+/, '').length > 13) return undefined
  const kept = BigInt(`${whole}${fraction.slice(0, 6).padEnd(6, '0')}`)
  const micros = kept + (fraction.charCodeAt(6) >= 53 ? 1n : 0n)
  if (micros > maxMicros) return undefined
  return negative ? -micros : micros
}
