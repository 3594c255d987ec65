import type { Lake } from '#shared/lake/lake.ts'
import { decodeTable } from '#shared/parquet/read.ts'
import { recordColumns } from '#shared/parquet/write.ts'
import { type RecordName, records } from '#shared/records/index.ts'
import { entityPrefix } from '../mapping/entity-ids.ts'
import type { SourceConnection } from '../source-connection.ts'
import { unitsInLake } from '../units/in-lake.ts'
import type { Row } from './units.ts'

/** All versions of a record's rows that the connection has brought, one object of the lake at a time. */
export async function* standingRows(
  lake: Lake,
  connection: SourceConnection,
  record: RecordName,
): AsyncGenerator<Row, void> {
  for (const key of await unitsInLake(lake, connection.name, [connection], [record])) {
    const stored = await lake.get(key)
    if (stored) yield* (await decodeTable(stored.bytes, recordColumns(records[record]))) as readonly Row[]
  }
}

/** Which of two versions is the later one. */
export function isNewer(a: Row, b: Row): boolean {
  const [first, second] = [versionOf(a), versionOf(b)]
  return first === second ? readAt(a) > readAt(b) : first > second
}

/** Which of two was read later: what it says of the card is fresher, whenever the card itself was changed last. */
export function isReadLater(a: Row, b: Row): boolean {
  return readAt(a) === readAt(b) ? versionOf(a) >= versionOf(b) : readAt(a) > readAt(b)
}

const versionOf = ({ updated_at }: Row) => Number(updated_at ?? 0)
/** Of one moment the later reading; a row of this very slice has none yet and is the latest. */
const readAt = ({ pulled_at }: Row) => (pulled_at === undefined ? Number.POSITIVE_INFINITY : Number(pulled_at))

/** Ids of the rows whose newest version is wanted, as the system says them, in the order of text. */
export async function knownIds(
  lake: Lake,
  connection: SourceConnection,
  record: RecordName,
  isWanted: (row: Row) => boolean,
): Promise<readonly string[]> {
  const [column] = records[record].key as readonly string[]
  const newest = new Map<string, Row & { readonly isWanted: boolean }>()
  for await (const row of standingRows(lake, connection, record)) {
    const id = String(row[column!])
    const best = newest.get(id)
    if (best && isNewer(best, row)) continue
    const { updated_at = null, pulled_at = null } = row
    newest.set(id, { updated_at, pulled_at, isWanted: isWanted(row) })
  }
  const prefix = entityPrefix(connection.source, connection.account)
  return [...newest]
    .flatMap(([id, best]) => (best.isWanted ? [id.replace(prefix, '')] : []))
    .sort((a, b) => (a < b ? -1 : 1))
}
