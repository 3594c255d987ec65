import type { Lake } from '#shared/lake/lake.ts'
import { type RecordName, records } from '#shared/records/index.ts'
import type { Mapped } from '../mapping/mapped.ts'
import type { SourceConnection } from '../source-connection.ts'
import { isNewer, isReadLater, standingRows } from './standing.ts'
import type { Row } from './units.ts'

const keyOf = (record: RecordName, row: Row) => JSON.stringify(records[record].key.map((name) => String(row[name])))

/** Turns "this lead was deleted" into a new version of the row as it is known; what nobody knows is left out. */
export async function applyPatches(
  lake: Lake,
  connection: SourceConnection,
  mapped: readonly Mapped[],
): Promise<readonly Mapped[]> {
  const patches = mapped.filter(({ patch }) => patch)
  if (patches.length === 0) return mapped
  const whole = mapped.filter(({ patch }) => !patch)
  // A card that was moved before it was deleted, and is read when it was restored, is younger than its deletion was.
  const known = new Map<string, { readonly read: Row; readonly newest: Row }>()
  for (const record of new Set(patches.map(({ record }) => record))) {
    const wanted = new Set(patches.filter((one) => one.record === record).map(({ row }) => keyOf(record, row)))
    const meet = (row: Row) => {
      const key = keyOf(record, row)
      if (!wanted.has(key)) return
      const name = `${record} ${key}`
      const { read, newest } = known.get(name) ?? { read: row, newest: row }
      known.set(name, { read: isReadLater(row, read) ? row : read, newest: isNewer(newest, row) ? newest : row })
    }
    for await (const row of standingRows(lake, connection, record)) meet(row)
    for (const one of whole) if (one.record === record) meet(one.row)
  }
  const made = patches.flatMap(({ record, row }): Mapped[] => {
    const name = `${record} ${keyOf(record, row)}`
    const before = known.get(name)
    if (!before || isPast(row, before.newest)) return []
    const { updated_at } = before.newest
    const version: Row = updated_at === undefined ? {} : { updated_at }
    const { pulled_at: _, ...after } = { ...before.read, ...version, ...row }
    known.set(name, { read: after, newest: isNewer(before.newest, after) ? before.newest : after })
    return [{ record, row: after }]
  })
  return [...whole, ...made]
}

/** What happened to a card before it was changed last is over, and its present owner did not hold it then. */
const isPast = (patch: Row, newest: Row): boolean =>
  patch.updated_at !== undefined && Number(patch.updated_at) < Number(newest.updated_at ?? 0)
