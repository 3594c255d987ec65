import type { Lake } from '#shared/lake/lake.ts'
import { type RecordName, records } from '#shared/records/index.ts'
import type { Mapped } from '../mapping/mapped.ts'
import type { SourceConnection } from '../source-connection.ts'
import { isNewer, standingRows } from './standing.ts'
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
  const known = new Map<string, Row>()
  for (const record of new Set(patches.map(({ record }) => record))) {
    const wanted = new Set(patches.filter((one) => one.record === record).map(({ row }) => keyOf(record, row)))
    const meet = (row: Row) => {
      const name = keyOf(record, row)
      const best = known.get(`${record} ${name}`)
      if (wanted.has(name) && (!best || !isNewer(best, row))) known.set(`${record} ${name}`, row)
    }
    for await (const row of standingRows(lake, connection, record)) meet(row)
    for (const one of whole) if (one.record === record) meet(one.row)
  }
  const made = patches.flatMap(({ record, row }): Mapped[] => {
    const name = `${record} ${keyOf(record, row)}`
    const before = known.get(name)
    if (!before) return []
    const { pulled_at: _, ...after } = { ...before, ...row }
    known.set(name, after)
    return [{ record, row: after }]
  })
  return [...whole, ...made]
}
