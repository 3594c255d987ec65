import type { Value } from '#shared/records/record.ts'

/** A cell as text: what a lookup reads may be absent. */
export const textOf = (value: Value | undefined): string | null =>
  value === null || value === undefined ? null : String(value)

/** The form in which the compiled agreement keeps what it compares with CRM values. */
export const folded = (value: Value | undefined): string => (textOf(value) ?? '').trim().toLowerCase()

/** Groups rows in their order of appearance. */
export function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}
