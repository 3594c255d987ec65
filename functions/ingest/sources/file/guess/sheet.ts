import type { SplitRow } from '../csv.ts'
import { headerOf } from '../header.ts'

export interface Sheet {
  readonly delimiter: string
  /** Physical line of the header, 1-based. */
  readonly headerRow: number
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** What stands above the header. */
  readonly above?: readonly string[]
  /** The line below the header goes on with it. */
  readonly isTwoLined?: boolean
  /** Other sheets of the workbook that hold tables. */
  readonly others?: readonly string[]
  /** The last rows of a long file, which `rows` doesn't reach: totals stand there. */
  readonly tail?: readonly (readonly string[])[]
  /** The sheet of a workbook, where it isn't the first. */
  readonly name?: string
  /** What the sheet is called. */
  readonly title?: string
}

export const filledWidth = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== '').length

/** Rows from the header on; undefined where none of them names columns. */
export function sheetOf(delimiter: string, all: readonly SplitRow[], isPadded: boolean): Sheet | undefined {
  const rows = all.filter((row) => row.cells && filledWidth(row.cells) > 0)
  const widest = Math.max(0, ...rows.map(({ cells }) => filledWidth(cells!)))
  const at = rows.findIndex(({ cells }) => isHeader(cells!, widest))
  if (at < 0) return undefined
  const header = headerOf(rows[at]!.cells!)
  const below = rows.slice(at + 1)
  const whole = below.filter(({ cells }) => isPadded || cells!.length === header.length)
  // Notes under a table tell nothing of its columns.
  const body = whole.length * 2 > below.length ? whole : below
  return {
    delimiter,
    headerRow: rows[at]!.line,
    header,
    above: rows.slice(0, at).flatMap(({ cells }) => cells!),
    isTwoLined: goesOn(header, below[0]?.cells ?? []),
    rows: body.map(({ cells }) => header.map((_, column) => cells![column] ?? '')),
  }
}

/** Under merged cells stand the names of their parts. */
function goesOn(header: readonly string[], next: readonly string[]): boolean {
  const filled = next.filter((cell) => cell.trim() !== '')
  const hasGaps = next.length > header.length || header.some((name, at) => name === `#${at + 1}`)
  return hasGaps && filled.length > 1 && filled.every((cell) => /\p{L}/u.test(cell) && !/\d/.test(cell))
}

/** Titles above a table fill a cell or two; a header fills most of the width, with words. */
function isHeader(cells: readonly string[], widest: number): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '')
  const inWords = filled.filter((cell) => /\p{L}|№/u.test(cell)).length
  return filled.length >= Math.max(1, widest * 0.6) && inWords >= filled.length * 0.7
}
