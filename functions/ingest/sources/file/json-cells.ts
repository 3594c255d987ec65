import { columnName } from './header.ts'
import { typedNumber } from './typed.ts'

const maxDepth = 64
const maxKeys = 10_000

/** A JSON object as cells: nested objects by dotted names, lists as JSON. Undefined: it is no object, or too deep or wide. */
export function flatCells(text: string): Map<string, string> | undefined {
  const value = parsed(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const cells = new Map<string, string>()
  return flatten(value, '', 0, cells) ? cells : undefined
}

function parsed(text: string): unknown {
  try {
    // Ids longer than 15 digits written as numbers would lose their last ones.
    return /\d{16}/.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text)
  } catch {
    return undefined
  }
}

function keepDigits(this: unknown, _key: string, value: unknown, context?: { source?: string }): unknown {
  const isLong = typeof value === 'number' && !Number.isSafeInteger(value)
  return isLong && context?.source && /^-?\d+$/.test(context.source) ? context.source : value
}

function flatten(value: object, prefix: string, depth: number, cells: Map<string, string>): boolean {
  if (depth > maxDepth) return false
  for (const [key, inner] of Object.entries(value)) {
    const name = columnName(`${prefix}${key}`)
    if (cells.size > maxKeys) return false
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) {
      if (!flatten(inner, `${name}.`, depth + 1, cells)) return false
    } else cells.set(name, cellText(inner))
  }
  return true
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return typedNumber(value)
  return typeof value === 'boolean' ? String(value) : JSON.stringify(value)
}
