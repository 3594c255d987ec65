import { say } from '#shared/i18n/text.ts'
import type { Value } from '#shared/records/record.ts'
import type { Expression } from './connection.ts'
import { patternInputLimit } from './pattern.ts'
import type { RowReader, Trace } from './values.ts'

type Named<K extends string> = Extract<Expression, Record<K, unknown>>

/** Texts made from texts. `compile` makes readers of what stands inside. */
export function derivedText(
  expression: Named<'capture'> | Named<'join'> | Named<'param'>,
  compile: (inner: Expression) => RowReader,
  trace: Trace,
): RowReader {
  if ('join' in expression) {
    const parts = expression.join.map((one) => compile(one))
    return joined(parts, expression.with ?? ' ')
  }
  if ('param' in expression) {
    const from = compile(expression.param.from)
    return (cells) => overText(from(cells), (url) => queryParameter(url, expression.param.name))
  }
  const from = compile(expression.capture.from)
  const pattern = new RegExp(expression.capture.pattern, 'u')
  const group =
    expression.capture.group ?? (new RegExp(`${expression.capture.pattern}|`, 'u').exec('')!.length > 1 ? 1 : 0)
  return (cells) => {
    const text = from(cells)
    if (typeof text === 'string' && text.length > patternInputLimit) {
      trace.failure = { code: 'TOO_LARGE', message: tooLong }
      return undefined
    }
    return overText(text, (found) => pattern.exec(found)?.[group] || null)
  }
}

const tooLong = say(
  'Текст длиннее 1000 знаков: выражение на нём не считается.',
  'The text is over 1000 characters: patterns are not run on it.',
)

const overText = (value: Value | undefined, make: (text: string) => string | null): Value | undefined =>
  typeof value === 'string' ? make(value) : value

const joined =
  (readers: readonly RowReader[], glue: string): RowReader =>
  (cells) => {
    const parts: string[] = []
    for (const read of readers) {
      const value = read(cells)
      if (value === undefined) return undefined
      if (value !== null) parts.push(String(value))
    }
    return parts.length > 0 ? parts.join(glue) : null
  }

function queryParameter(url: string, name: string): string | null {
  const start = url.indexOf('?')
  const query = (start < 0 ? url : url.slice(start + 1)).split('#')[0]!
  const wanted = name.toLowerCase()
  for (const [key, value] of new URLSearchParams(query)) if (key.toLowerCase() === wanted) return value || null
  return null
}
