import { bad, money } from '#ingest/mapping/wire.ts'
import { priced } from './fields.ts'
import type { Settings } from './settings.ts'
import { instantPlus3 } from './times.ts'
import { arrayOf } from './tsv.ts'
import type { VisitRow } from './visit-row.ts'

/** Lists side by side: the same place in each is the same goal. */
export function goalsOf(row: VisitRow, started: number | undefined, { scales }: Settings) {
  const ids = listOf('goalsID', row.goalsID)
  const times = beside(ids, 'goalsDateTime', row.goalsDateTime)
  const prices = beside(ids, 'goalsPrice', row.goalsPrice)
  const currencies = beside(ids, 'goalsCurrency', row.goalsCurrency)
  return ids.map((goal, i) => {
    const currency = currencies[i] ?? null
    const micros = money('goalsPrice', prices[i])
    // A goal without a price is written as 0 without a currency.
    const isPriced = micros !== null && (micros !== 0n || currency !== null)
    return {
      goal: goal ?? undefined,
      // Reached at some moment of the visit that the log does not tell.
      reached_at: instantPlus3('goalsDateTime', times[i]) ?? started,
      value_micros: isPriced ? priced('goalsPrice', micros, scales) : null,
      currency: isPriced ? currency : null,
    }
  })
}

type Cell = string | null | undefined

function listOf(column: string, cell: Cell): readonly (string | null)[] {
  const list = cell ? arrayOf(cell) : []
  if (!list) throw bad('RANGE', column)
  return list
}

/** Absent or empty: nothing is known of any. A list of another length can't be told apart. */
function beside(ids: readonly unknown[], column: string, cell: Cell): readonly (string | null)[] {
  const list = listOf(column, cell)
  if (list.length > 0 && list.length !== ids.length) throw bad('RANGE', column)
  return list
}
