import * as z from 'zod'
import type { Json } from '#shared/state/state.ts'
import type { PageRead } from '../source.ts'

/** Where a page begins, and how many rows the page before it has counted. Notes of earlier versions say the offset alone. */
const place = z.union([
  z.object({ offset: z.number(), total: z.number().nullable() }),
  z.coerce.number().transform((offset) => ({ offset, total: null })),
])

export const offsetOf = (next: Json): number => place.parse(next ?? 0).offset

/** No report has so many rows: the slice is read again. */
const unreachable = Number.MAX_SAFE_INTEGER

/**
 * Where a report goes on that is read by offset. `total`: of all rows, undefined where the page does not say. When it has
 * moved between two pages, a row may stand on both of them, or on none.
 */
export function pageEnd(next: Json, rows: number, total: number | undefined): Pick<PageRead, 'next' | 'total'> {
  const { offset, total: before } = place.parse(next ?? 0)
  if (before !== null && total !== undefined && total !== before) return { next: null, total: unreachable }
  const reached = offset + rows
  return { next: rows > 0 && reached < (total ?? Infinity) ? { offset: reached, total: total ?? null } : null, total }
}
