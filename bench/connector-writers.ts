import { readPage } from '#ingest/pull/pages.ts'
import { appendUnit } from '#ingest/pull/units.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { decodeTable, type Row } from '#shared/parquet/read.ts'
import { encodeTable, recordColumns, type TableColumns } from '#shared/parquet/write.ts'
import { type RecordName, records } from '#shared/records/index.ts'
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
  /** No writer: the landed answers parsed once by JSON.parse, or cut at line ends and tabs, and nothing else. */
  readonly parse: number
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
    await appendUnit(writer, { record, month: '2026-07', unit: String(i) }, rows)
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

const parsed = (body: string): unknown =>
  /^\s*[[{]/.test(body) ? JSON.parse(body) : body.split('\n').map((line) => line.split('\t'))

const byColumn = ({ columns, rows }: Unit) =>
  Object.fromEntries(Object.keys(columns).map((name) => [name, rows.map((row) => row[name])]))

export async function writersAlone(
  lake: Lake,
  connection: SourceConnection,
  lakeOf: (round: number) => Lake,
): Promise<Alone> {
  const units = await unitsOf(lake)
  const raws = await lake.list('raw/')
  const bodies = await Promise.all(raws.map(async ({ key }) => (await readPage(lake, key)).text))
  const given = units.map((unit) => ({ columns: unit.columns, data: forPackage(unit.columns, byColumn(unit)) }))
  return {
    rows: units.reduce((sum, { rows }) => sum + rows.length, 0),
    units: units.length,
    package: await least(() => given.map(({ columns, data }) => writtenByPackage(columns, data))),
    encoder: await least(() => units.map(({ columns, rows }) => encodeTable(columns, rows))),
    toLake: await least((round) => putAll(units, connection, lakeOf(round))),
    parse: await least(() => bodies.map(parsed)),
  }
}
