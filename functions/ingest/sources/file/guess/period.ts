import { roleOf } from './words.ts'

/** Reports that aren't split by day say their first and last day in each row. Undefined: every row is of one day. */
export function periodEnd(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): { readonly start: string } | undefined {
  const last = header.findIndex((name) => roleOf(name) === 'period_end')
  const first = header.findIndex((name) => roleOf(name) === 'period_start')
  if (first < 0 || last < 0) return undefined
  const isPeriod = rows.some((row) => row[first]!.trim() !== row[last]!.trim())
  return isPeriod ? { start: header[first]! } : undefined
}
