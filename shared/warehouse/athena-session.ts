import { randomUUID } from 'node:crypto'
import type { Table } from '@aws-sdk/client-glue'
import { Bug } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { encodeTable } from '#shared/parquet/write.ts'
import { quoteName } from '#shared/sql/quote.ts'
import { type AthenaPlace, runQuery, runStatement } from './athena-run.ts'
import { createTableAs, ctasHeadLines } from './athena-statement.ts'
import type { GlueCatalog } from './glue-catalog.ts'
import { checkGlueColumns } from './glue-contract.ts'
import { partitionsOf, plainTable, recordPartition, recordTable } from './glue-table.ts'
import type { LakeTable, ModelTable, SqlResult, TableColumns, WarehouseSession } from './warehouse.ts'

export interface SessionPlace extends AthenaPlace {
  readonly glue: GlueCatalog
  readonly lake: Lake
  readonly prefix: string
  readonly partitions?: 'projected' | 'registered'
  readonly uri: (key: string) => string
}

/** What the laptop's session can do, and a look at the catalogue. `lock` changes nothing here: rights are the role's. */
export interface AthenaSession extends WarehouseSession {
  query(sql: string, limit?: number, parameters?: readonly string[]): Promise<SqlResult>
  tables(): Promise<readonly Table[]>
}

/** A place that no attempt has used: Athena writes only into an empty one, and a failed attempt leaves files behind. */
export const freshPlace = (prefix: string, name: string): string => `${prefix}/${name}/${randomUUID().slice(0, 8)}`

const needsColumns = (name: string) =>
  new Bug({
    code: 'COLUMNS_NEEDED',
    what: say(`Таблице ${name} в Glue нужны колонки`, `A Glue table needs columns: ${name}`),
    where: name,
  })

const folderOf = (key: string) => key.slice(0, key.lastIndexOf('/') + 1)

/** Glue knows folders only. Files that have one to themselves are read where they stand, others are copied into one. */
async function folderFor(place: SessionPlace, { name, keys }: LakeTable): Promise<string> {
  const folder = folderOf(keys[0] ?? '')
  const isOwn = keys.length > 0 && (await place.lake.list(folder)).every(({ key }) => keys.includes(key))
  if (isOwn) return folder
  const copies = freshPlace(place.prefix, name)
  for (const [at, key] of keys.entries()) {
    const stored = await place.lake.get(key)
    if (!stored) throw new Bug({ code: 'LAKE_OBJECT_GONE', what: say(`В озере нет ${key}`, `The lake has no ${key}`) })
    await place.lake.put(`${copies}/part-${at}.parquet`, stored.bytes, 'absent')
  }
  return `${copies}/`
}

async function addRecord(place: SessionPlace, name: string, columns: TableColumns, keys: readonly string[]) {
  const partitions = partitionsOf(keys)
  const root = keys[0]?.split('/source=')[0] ?? `records/${name}`
  const location = place.uri(`${root}/`)
  const isProjected = place.partitions !== 'registered'
  await place.glue.putTable(place.database, recordTable(name, columns, location, partitions, isProjected))
  if (isProjected) return
  const inputs = partitions.map((partition) => recordPartition(columns, location, partition))
  await place.glue.addPartitions(place.database, name, inputs)
}

/** A view is stored as a table: Trino would run it again for each reader, and count its stages into each statement. */
async function addModel(place: SessionPlace, { name, sql, columns }: ModelTable, signal: AbortSignal): Promise<number> {
  const location = place.uri(`${freshPlace(place.prefix, name)}/`)
  const statement = createTableAs(name, sql, location)
  await runStatement(place, statement, { model: name, headLines: ctasHeadLines, signal })
  const made = (await place.glue.tables(place.database)).find((table) => table.Name === name)
  checkGlueColumns(name, columns, made)
  const counted = await runQuery(place, `SELECT count(*) AS n FROM ${quoteName(name)}`, { model: name, signal })
  return Number(counted.rows[0]?.n)
}

const ordered = (name: string, columns: TableColumns, order: readonly string[]) => {
  const rest = Object.keys(columns).filter((column) => !order.includes(column))
  const list = (names: readonly string[]) => names.map(quoteName).join(', ')
  return `SELECT ${list(Object.keys(columns))} FROM ${quoteName(name)} ORDER BY ${list([...order, ...rest])}`
}

export function athenaSession(place: SessionPlace): AthenaSession {
  let abort = new AbortController()
  const query: AthenaSession['query'] = (sql, limit, parameters) =>
    runQuery(place, sql, { limit, parameters, signal: abort.signal })
  return {
    query,
    tables: () => place.glue.tables(place.database),
    async addLakeTable(table) {
      const { name, columns, keys, hive } = table
      if (!columns) throw needsColumns(name)
      if (hive) return addRecord(place, name, columns, keys)
      const location = place.uri(await folderFor(place, table))
      await place.glue.putTable(place.database, plainTable(name, columns, location))
    },
    async addRows(name, columns, rows) {
      const folder = freshPlace(place.prefix, name)
      await place.lake.put(`${folder}/part-0.parquet`, encodeTable(columns, rows), 'absent')
      await place.glue.putTable(place.database, plainTable(name, columns, place.uri(`${folder}/`)))
    },
    addModel: (model) => addModel(place, model, abort.signal),
    drop: (name) => place.glue.dropTable(place.database, name),
    async toParquet(name, columns, order) {
      return encodeTable(columns, (await query(ordered(name, columns, order))).rows)
    },
    async lock() {},
    interrupt() {
      abort.abort()
      abort = new AbortController()
    },
    async close() {
      abort.abort()
    },
  }
}
