import type { Lake } from '#shared/lake/lake.ts'
import { decodeTable } from '#shared/parquet/read.ts'
import { recordColumns } from '#shared/parquet/write.ts'
import { type RecordName, records } from '#shared/records/index.ts'
import type { Mapped } from '../mapping/mapped.ts'
import type { SourceConnection } from '../source-connection.ts'
import { unitsInLake } from '../units/in-lake.ts'
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
    for (const row of await standingRows(lake, connection, record)) meet(row)
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

const versionOf = ({ updated_at }: Row) => Number(updated_at ?? 0)
/** Of one moment the later reading; a row of this very slice has none yet and is the latest. */
const readAt = ({ pulled_at }: Row) => (pulled_at === undefined ? Number.POSITIVE_INFINITY : Number(pulled_at))

function isNewer(a: Row, b: Row): boolean {
  const [first, second] = [versionOf(a), versionOf(b)]
  return first === second ? readAt(a) > readAt(b) : first > second
}

/** Rare enough to read the connection's own objects: deletions and merges come one at a time. */
async function standingRows(lake: Lake, connection: SourceConnection, record: RecordName): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const key of await unitsInLake(lake, connection.name, [connection], [record])) {
    const stored = await lake.get(key)
    if (stored) rows.push(...((await decodeTable(stored.bytes, recordColumns(records[record]))) as readonly Row[]))
  }
  return rows
}
