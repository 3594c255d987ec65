import { FixData } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'

/** JSON as read: every number is the text that stood there, so that no digit of an id or an amount is lost. */
export type JsonText = string | boolean | null | readonly JsonText[] | { readonly [key: string]: JsonText }

export interface JsonLimits {
  readonly depth: number
  /** UTF-16 units. */
  readonly size: number
}

/** JSON inside `editJson`: plain whole numbers are numbers, other numbers are texts behind a mark. */
export type JsonInside =
  | string
  | number
  | boolean
  | null
  | readonly JsonInside[]
  | { readonly [key: string]: JsonInside }

const defaults: JsonLimits = { depth: 64, size: 256 << 20 }

/** Errors: FixData NOT_JSON, TOO_DEEP, TOO_LARGE. */
export function readJson(text: string, limits: Partial<JsonLimits> = {}): JsonText {
  return asText(parse(quoteNumbers(text, '', { ...defaults, ...limits })), false)
}

export interface EditedJson {
  readonly text: string
  /** What `readJson` reads from the text. */
  readonly value: JsonText
}

/** Changes values of a JSON text and leaves the rest as it was written, numbers to the last digit. `edit` may change what it gets. */
export function editJson(
  text: string,
  edit: (value: JsonInside) => JsonInside,
  limits: Partial<JsonLimits> = {},
): EditedJson {
  const edited = edit(parse(quoteNumbers(text, mark, { ...defaults, ...limits })))
  const written = JSON.stringify(edited)
  const isMarked = written.includes(mark)
  return { text: isMarked ? written.replaceAll(marked, '$1') : written, value: asText(edited, isMarked) }
}

/** Stands before the text of what was another number, inside `editJson` only. */
const mark = '\\u0001'
// No name, and no text that holds a quote: what is kept must still be JSON.
const marked = /(?<!\\)"\\u0001(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)"(?!:)/g
const digits = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/** What was written there, inside `editJson`: of a number its digits. */
export function textIn(value: JsonInside | undefined): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? (value.startsWith('\u0001') ? value.slice(1) : value) : ''
}

function parse(text: string): JsonInside {
  try {
    return JSON.parse(text) as JsonInside
  } catch {
    // The engine's message quotes the text, which may hold a person.
    throw wrong('NOT_JSON', 'Это не JSON.', 'This is not JSON.')
  }
}

/** Numbers become their texts, in place. */
function asText(value: JsonInside, isMarked: boolean): JsonText {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string')
    return isMarked && value.startsWith('\u0001') && digits.test(value.slice(1)) ? value.slice(1) : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = asText(value[i], isMarked)
    return value as JsonText
  }
  const parts = value as Record<string, JsonInside>
  for (const name of Object.keys(parts)) {
    const part = parts[name]!
    if (isMarked || typeof part === 'number' || typeof part === 'object') parts[name] = asText(part, isMarked)
  }
  return parts as JsonText
}

/** So many characters of digits are a number that loses nothing. */
const mostPlain = 15
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/**
 * One pass: numbers outside strings that are more than plain whole ones get quotes, and too deep or too long a text is
 * refused before it is parsed.
 */
function quoteNumbers(text: string, before: string, limits: JsonLimits): string {
  if (text.length > limits.size) throw wrong('TOO_LARGE', 'Ответ слишком велик.', 'The answer is too large.')
  const pieces: string[] = []
  let from = text.charCodeAt(0) === 0xfeff ? 1 : 0
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x22) at = endOfString(text, at)
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > limits.depth) throw wrong('TOO_DEEP', 'Слишком глубокая вложенность.', 'It is nested too deeply.')
    } else if (code === 0x7d || code === 0x5d) depth--
    else if (code === 0x2d || (code >= 0x30 && code <= 0x39)) {
      const end = endOfPlain(text, at)
      if (end === undefined) {
        number.lastIndex = at
        const [found] = number.exec(text) ?? []
        if (found === undefined) break
        pieces.push(text.slice(from, at), `"${before}${found}"`)
        from = at + found.length
      }
      at = (end ?? from) - 1
    }
  }
  return from === 0 ? text : pieces.join('') + text.slice(from)
}

/** The end of a plain whole number; undefined: another one. */
function endOfPlain(text: string, start: number): number | undefined {
  const isNegative = text.charCodeAt(start) === 0x2d
  let at = start + 1
  let code = text.charCodeAt(at)
  if (isNegative && !(code > 0x30 && code <= 0x39)) return undefined
  while (code >= 0x30 && code <= 0x39) code = text.charCodeAt(++at)
  // . E e
  return code === 0x2e || code === 0x45 || code === 0x65 || at - start > mostPlain ? undefined : at
}

/** The place of the closing quote. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++
    if (slashes % 2 === 0) return at
  }
  return text.length
}

const wrong = (code: string, ru: string, en: string) => new FixData({ who: 'json', code, what: say(ru, en) })
