import { randomUUID } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Lake } from '#shared/lake/lake.ts'
import { encodeTable } from '#shared/parquet/write.ts'
import { quoteName, quoteText } from '#shared/sql/quote.ts'
import type { TableColumns, Warehouse } from '#shared/warehouse/warehouse.ts'
import { type Trino, type TrinoPlace, trinoClient } from './client.ts'
import { type TableStore, trinoSession } from './session.ts'
import { ddlColumns } from './values.ts'

export interface LakeOptions extends Pick<TrinoPlace, 'url'> {
  /** The folder that the server sees as local:/// */
  readonly lakeRoot: string
  /** Where the keys of lake tables are read from. */
  readonly lake: Lake
}

const partitions: TableColumns = { source: 'text', month: 'text' }

/** source=…/month=…/ of a key; '' where the table has no partitions. */
const folderOf = (key: string, hive: boolean): string => (hive ? dirname(key).split('/').slice(-2).join('/') : '')

function createExternal(name: string, columns: TableColumns, location: string, hive: boolean): string {
  const all = hive ? { ...columns, ...partitions } : columns
  const parts = hive ? `, partitioned_by = ARRAY[${Object.keys(partitions).map(quoteText).join(', ')}]` : ''
  return `CREATE TABLE ${quoteName(name)} (${ddlColumns(all)})
    WITH (format = 'PARQUET', external_location = ${quoteText(location)}${parts})`
}

/** Files of ours and tables made by CTAS, in a schema of its own: as Athena has them, with a folder for a bucket. */
function lakeStore(trino: Trino, schema: string, { lakeRoot, lake }: LakeOptions): TableStore {
  const views = new Set<string>()
  const home = join(lakeRoot, schema)
  const place = (name: string) => `local:///${schema}/files/${name}`
  const write = async (name: string, folder: string, file: string, bytes: Uint8Array) => {
    await mkdir(join(home, 'files', name, folder), { recursive: true })
    await writeFile(join(home, 'files', name, folder, file), bytes)
  }
  return {
    trino,
    async addFiles({ name, columns, keys, hive }) {
      if (!columns) throw new Error(`${name}: a table in Trino needs its columns`)
      await mkdir(join(home, 'files', name), { recursive: true })
      for (const key of keys) await write(name, folderOf(key, hive), basename(key), (await lake.get(key))!.bytes)
      await trino(createExternal(name, columns, place(name), hive))
      if (hive) await trino(`CALL system.sync_partition_metadata(${quoteText(schema)}, ${quoteText(name)}, 'ADD')`)
    },
    async addRows(name, columns, rows) {
      await write(name, '', 'part-0.parquet', encodeTable(columns, rows))
      await trino(createExternal(name, columns, place(name), false))
    },
    async addSelect(name, sql, view) {
      if (view) views.add(name)
      if (view) await trino(`CREATE VIEW ${quoteName(name)} AS ${sql}`)
      if (view) return undefined
      // Without a location of its own: of no rows nothing is written, and a folder that is not there can't be named.
      const made = await trino(`CREATE TABLE ${quoteName(name)} WITH (format = 'PARQUET') AS ${sql}`)
      return Number(made.rows[0]?.[0])
    },
    async drop(name) {
      await trino(`DROP ${views.delete(name) ? 'VIEW' : 'TABLE'} ${quoteName(name)}`)
    },
    async close() {
      await trino(`DROP SCHEMA ${quoteName(schema)} CASCADE`)
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** A warehouse over the catalog `lake`: each session has a schema of its own and removes it. */
export const lakeWarehouse = (options: LakeOptions): Warehouse => ({
  async open() {
    const schema = `build_${randomUUID().slice(0, 8)}`
    await mkdir(join(options.lakeRoot, schema), { recursive: true })
    const trino = trinoClient({ url: options.url, catalog: 'lake', schema })
    await trino(`CREATE SCHEMA ${quoteName(schema)}`)
    return trinoSession(lakeStore(trino, schema, options))
  },
})
