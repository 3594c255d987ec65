import { toJson } from './outcome.ts'

type Cell = unknown

/** One value as text: null is empty, money and counts are plain digits, instants `YYYY-MM-DD HH:MM:SS`. */
export function cellText(value: Cell): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().replace('T', ' ').slice(0, 19)
  if (typeof value === 'object') return toJson(value)
  return String(value)
}

/** What would steer the terminal instead of being read: control characters, line ends, marks of writing direction. */
const steering = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/** Rows under a header, columns padded; numbers to the right. */
export function textTable(columns: readonly string[], rows: readonly (readonly Cell[])[]): string[] {
  const texts = rows.map((row) => row.map((cell) => cellText(cell).replaceAll(steering, ' ')))
  const isNumber = columns.map((_, at) => rows.every((row) => row[at] === null || /number|bigint/.test(typeof row[at])))
  const widths = columns.map((name, at) => Math.max(name.length, ...texts.map((row) => row[at]!.length)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (isNumber[at] ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!)))
      .join('  ')
      .trimEnd()
  return [line(columns), line(widths.map((width) => '─'.repeat(width))), ...texts.map(line)]
}

/** RFC 4180 with points and commas, for machines: no guard against formulas, which would change the data. */
export function plainCsv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string[] {
  const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return [columns, ...rows].map((row) => row.map((cell) => quote(cellText(cell))).join(','))
}
