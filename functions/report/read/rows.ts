import { Bug } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'

export type Row = Readonly<Record<string, unknown>>

/** Runs Trino text over the published tables. Bigint columns may arrive as bigint, number or text. */
export type Query = (sql: string) => Promise<readonly Row[]>

const wrong = (column: string, value: unknown) =>
  new Bug({
    who: 'report',
    code: 'UNEXPECTED_VALUE',
    what: say(
      `в столбце ${column} значение вида ${typeof value}`,
      `column ${column} holds a value of type ${typeof value}`,
    ),
  })

export function textOf(row: Row, column: string): string | null {
  const value = row[column]
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  throw wrong(column, value)
}

export function numberOf(row: Row, column: string): number | null {
  const value = row[column]
  if (value === null || value === undefined) return null
  const number = typeof value === 'number' ? value : Number(value)
  if (Number.isFinite(number)) return number
  throw wrong(column, value)
}

export const countOf = (row: Row, column: string): number => numberOf(row, column) ?? 0

export function microsOf(row: Row, column: string): bigint | null {
  const value = row[column]
  if (value === null || value === undefined) return null
  if (typeof value === 'bigint') return value
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value)
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return BigInt(value)
  throw wrong(column, value)
}

export const flagOf = (row: Row, column: string): boolean => row[column] === true

/** A month stands in SQL as text; nothing but YYYY-MM may come near it. */
export function monthLiteral(month: string): string {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return `'${month}'`
  throw new Bug({ who: 'report', code: 'BAD_MONTH', what: say(`не месяц: ${month}`, `not a month: ${month}`) })
}
