import type { Problem } from '#shared/errors.ts'
import type { Accounting } from '../raw/manifest.ts'
import type { BadRow, QuarantineCode } from '../units/rows.ts'

/** Quarantine is for people to read; beyond this only the counts go on. */
const keptBad = 10_000

export interface Counted {
  readonly accounting: Accounting
  /** The first of the rows that were not taken; the accounting counts them all. */
  readonly bad: readonly BadRow[]
  /** The header lacks what the mapping needs: no row could be taken. */
  readonly problem: Problem | undefined
}

/** Some rows of a file by where they went. */
export interface Portion {
  readonly rows: number
  readonly good: number
  readonly filtered: number
  readonly bad: readonly BadRow[]
  readonly unsplit: readonly BadRow[]
  readonly problem: Problem | undefined
}

export type Counting = ReturnType<typeof counting>

export function counting() {
  const count = { read: 0, good: 0, quarantined: 0, filtered: 0, duplicate: 0 }
  const codes: Partial<Record<QuarantineCode, number>> = {}
  const bad: BadRow[] = []
  let problem: Problem | undefined

  const refuse = (row: BadRow) => {
    count.quarantined++
    codes[row.code] = (codes[row.code] ?? 0) + 1
    if (bad.length < keptBad) bad.push(row)
  }
  return {
    count,
    refuse,
    take(portion: Portion) {
      count.read += portion.rows + portion.unsplit.length
      count.good += portion.good
      count.filtered += portion.filtered
      portion.bad.forEach(refuse)
      portion.unsplit.forEach(refuse)
      problem ??= portion.problem
    },
    result: (): Counted => ({ accounting: { ...count, codes }, bad, problem }),
  }
}
