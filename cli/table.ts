import { toJson } from './outcome.ts'

type Cell = unknown

/** One value as text: null is empty, money and counts are plain digits, instants `YYYY-MM-DD HH:MM:SS`. */
export function cellText(value: Cell): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().replace('T', ' ').slice(0, 19)
  if (typeof value === 'object') return toJson(value)
  return String(value)
}

/** Rows under a header, columns padded; numbers to the right. */
export function textTable(columns: readonly string[], rows: readonly (readonly Cell[])[]): string[] {
  const texts = rows.map((row) => row.map(cellText))
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
