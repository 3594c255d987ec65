import { appendUnits } from '#ingest/pull/append-units.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { folderLake } from '#shared/lake/folder.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { decodeTable, type Row } from '#shared/parquet/read.ts'
import { encodeTable, recordColumns, type TableColumns } from '#shared/parquet/write.ts'
import { type RecordName, records } from '#shared/records/index.ts'
import { bareRoad, bareServer } from './bare-road.ts'
import { now } from './connector-worlds/world.ts'
import { forPackage, writtenByPackage } from './package-writer.ts'
import { stopwatch } from './stopwatch.ts'

/** CPU seconds of writers that get the very rows which a pull has written, in the same files; the least of three rounds. */
export interface Alone {
  readonly rows: number
  readonly units: number
  /** hyparquet-writer, from columns that are ready. */
  readonly package: number
  /** Our encoder, from rows. */
  readonly encoder: number
  /** Sorted, hashed, encoded and put to a lake on disk, as every connector leaves them. */
  readonly toLake: number
  /** No writer: what no pull can leave out before one, see `bareRoad`. */
  readonly bare: number
}

interface Unit {
  readonly record: RecordName
  readonly columns: TableColumns
  readonly rows: readonly Row[]
}

async function unitsOf(lake: Lake): Promise<readonly Unit[]> {
  const units: Unit[] = []
  for (const { key } of await lake.list('records/')) {
    const record = key.split('/')[1] as RecordName
    const columns = recordColumns(records[record])
    units.push({ record, columns, rows: await decodeTable((await lake.get(key))!.bytes, columns) })
  }
  return units
}

async function putAll(units: readonly Unit[], connection: SourceConnection, lake: Lake): Promise<void> {
  const writer = { lake, connection, pulledAt: now, check: async () => undefined }
  for (const [i, { record, rows }] of units.entries()) {
    await appendUnits(writer, [{ record, month: '2026-07', unit: String(i), rows }])
  }
}

async function least(work: (round: number) => unknown): Promise<number> {
  const all: number[] = []
  for (let round = 0; round < 3; round++) {
    const spent = stopwatch()
    await work(round)
    all.push(spent().cpu)
  }
  return Math.min(...all)
}

const byColumn = ({ columns, rows }: Unit) =>
  Object.fromEntries(Object.keys(columns).map((name) => [name, rows.map((row) => row[name])]))

/** `lakeOf` answers an empty lake for each name. */
export async function writersAlone(
  lakeFolder: string,
  connection: SourceConnection,
  lakeOf: (name: string) => Lake,
): Promise<Alone> {
  const units = await unitsOf(folderLake(lakeFolder))
  const server = await bareServer(lakeFolder)
  const given = units.map((unit) => ({ columns: unit.columns, data: forPackage(unit.columns, byColumn(unit)) }))
  const alone = {
    rows: units.reduce((sum, { rows }) => sum + rows.length, 0),
    units: units.length,
    package: await least(() => given.map(({ columns, data }) => writtenByPackage(columns, data))),
    encoder: await least(() => units.map(({ columns, rows }) => encodeTable(columns, rows))),
    toLake: await least((round) => putAll(units, connection, lakeOf(`units-${round}`))),
    bare: await least((round) => bareRoad(server, lakeOf(`bare-${round}`))),
  }
  server.stop()
  return alone
}
