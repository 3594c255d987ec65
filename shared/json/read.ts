import { FixData } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'

/** JSON as read: every number is the text that stood there, so that no digit of an id or an amount is lost. */
export type JsonText = string | boolean | null | readonly JsonText[] | { readonly [key: string]: JsonText }

export interface JsonLimits {
  readonly depth: number
  /** UTF-16 units. */
  readonly size: number
}

const defaults: JsonLimits = { depth: 64, size: 256 << 20 }
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/** Errors: FixData NOT_JSON, TOO_DEEP, TOO_LARGE. */
export function readJson(text: string, limits: Partial<JsonLimits> = {}): JsonText {
  return parse(quoteNumbers(text, '', { ...defaults, ...limits }))
}

/** Changes values of a JSON text and leaves the rest as it was written, numbers to the last digit. */
export function editJson(text: string, edit: (value: JsonText) => JsonText, limits: Partial<JsonLimits> = {}): string {
  const marked = parse(quoteNumbers(text, mark, { ...defaults, ...limits }))
  return JSON.stringify(edit(marked)).replaceAll(/"\\u0001(-?[0-9][0-9.eE+-]*)"/g, '$1')
}

/** Stands before the text of what was a number, inside `editJson` only. */
const mark = '\\u0001'

/** Whether a value inside `editJson` was written as a number; its text begins after one character. */
export const unmarked = (text: string): string => (text.startsWith('\u0001') ? text.slice(1) : text)

function parse(text: string): JsonText {
  try {
    return JSON.parse(text) as JsonText
  } catch {
    // The engine's message quotes the text, which may hold a person.
    throw wrong('NOT_JSON', 'Это не JSON.', 'This is not JSON.')
  }
}

/** One pass: numbers outside strings get quotes, and too deep or too long a text is refused before it is parsed. */
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
      number.lastIndex = at
      const [found] = number.exec(text) ?? []
      if (found === undefined) break
      pieces.push(text.slice(from, at), `"${before}${found}"`)
      from = at + found.length
      at = from - 1
    }
  }
  return from === 0 ? text : pieces.join('') + text.slice(from)
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
