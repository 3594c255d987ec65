import * as z from 'zod'
import type { PageRead, WireResponse } from '../../source.ts'
import { partOf } from './report.ts'
import { unitsWarning } from './services.ts'
import type { DirectAsk } from './settings.ts'
import { readReport } from './tsv.ts'

/** By the names of columns. */
export type ReportRow = Readonly<Record<string, string>>

export const row = z.transform((given: unknown, { issues }): ReportRow => {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return given as ReportRow
  issues.push({ code: 'invalid_type', expected: 'record', input: given })
  return z.NEVER
})

interface Table {
  /** The order in which they were asked for, where a report names no columns. */
  readonly fields?: readonly string[]
  /** Without these it is another report. */
  readonly needs: (columns: readonly string[]) => boolean
  /** Whether its money is in the unit that was asked for: the header that names it may be lost on the way. */
  readonly isOfUnit?: (rows: readonly ReportRow[]) => boolean
}

/** Rows by the names of their columns. Throws for what is not this report, or not all of it. */
export function reportPage(response: WireResponse, ask: DirectAsk, { fields, needs, isOfUnit }: Table): PageRead {
  const { columns = ask.settings.report.columns ? undefined : fields, rows, total } = readReport(response.text)
  if (!columns?.includes('Date') || !needs(columns)) throw new Error('not this report')
  if (total !== undefined && rows.length > total) throw new Error('more rows than it says')
  const named = rows.map((cells) => withNames(columns, cells))
  if (isOfUnit?.(named.filter(isNamed)) === false) throw new Error('money in another unit')
  const before = Number((ask.next as { readonly rows: number } | null)?.rows ?? 0)
  return {
    rows: named,
    next: { part: partOf(ask) + 1, rows: before + rows.length },
    total: total === undefined ? undefined : before + total,
    warnings: unitsWarning(response),
  }
}

/** A row with another number of cells is nobody's: it is quarantined as it stands. */
function withNames(columns: readonly string[], cells: readonly string[]): ReportRow | readonly string[] {
  if (cells.length !== columns.length) return cells
  const row: Record<string, string> = {}
  for (let i = 0; i < columns.length; i++) row[columns[i]!] = cells[i]!
  return row
}

const isNamed = (row: ReportRow | readonly string[]): row is ReportRow => !Array.isArray(row)

/** `--` and nothing are no value. */
export const cell = (value: string | undefined): string | null =>
  value === undefined || value === '' || value === '--' ? null : value
