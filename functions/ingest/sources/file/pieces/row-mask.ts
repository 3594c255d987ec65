import type { Filter } from '../connection.ts'
import { compileFilters } from '../filters.ts'
import type { CellTable } from './cell-column.ts'

/** 1 for each row that all filters let through. */
export type RowMask = (table: CellTable) => Uint8Array

/** Each filter looks at one column: it is asked once for each text of it. */
export function compileRowMask(filters: readonly Filter[], position: (column: string) => number): RowMask | undefined {
  if (filters.length === 0) return undefined
  const tests = filters.map((filter) => ({ at: position(filter.column), test: compileFilters([filter], () => 0)! }))
  return ({ rows, columns }) => {
    const mask = new Uint8Array(rows).fill(1)
    for (const { at, test } of tests) {
      const column = columns[at]
      const passes = (column?.texts ?? ['']).map((text) => test([text]))
      for (let row = 0; row < rows; row++) if (!passes[column ? column.codes[row]! : 0]) mask[row] = 0
    }
    return mask
  }
}
