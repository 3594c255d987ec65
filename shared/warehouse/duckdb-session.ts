import { readFile, rm } from 'node:fs/promises'
import { type DuckDBConnection, type DuckDBInstance, type DuckDBResult, StatementType } from '@duckdb/node-api'
import { Bug } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { quoteName, quoteText } from '#shared/sql/quote.ts'
import { toDuckdb } from '#shared/sql/surface.ts'
import { copyToParquet, createTable, selectFiles } from './ddl.ts'
import { makeKept, makeTable } from './duckdb-model.ts'
import type { LocalFile, Workspace } from './files.ts'
import { toChunks, toRows, trinoTypeName } from './values.ts'
import type { SqlResult, SqlRow, WarehouseSession } from './warehouse.ts'

/** Chunk by chunk, so that the engine's form of a row and ours never stand beside each other whole. */
async function toResult(result: DuckDBResult, limit = Number.POSITIVE_INFINITY): Promise<SqlResult> {
  const names = result.deduplicatedColumnNames()
  const types = result.columnTypes()
  const rows: SqlRow[] = []
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    rows.push(...toRows(names, chunk))
    if (rows.length >= limit) break
  }
  return {
    columns: names.map((name, at) => ({ name, type: types[at] ? trinoTypeName(types[at]) : 'unknown' })),
    rows: rows.length > limit ? rows.slice(0, limit) : rows,
  }
}

const notSelect = (sql: string) =>
  new Bug({ code: 'NOT_A_SELECT', what: say(`Это не SELECT: ${sql}`, `This is not a SELECT: ${sql}`) })

async function select(connection: DuckDBConnection, sql: string, limit: number | undefined): Promise<SqlResult> {
  const prepared = await connection.prepare(toDuckdb(sql))
  try {
    if (prepared.statementType !== StatementType.SELECT) throw notSelect(sql)
    return await toResult(await prepared.stream(), limit)
  } finally {
    prepared.destroySync()
  }
}

/** One statement at a time on each connection: a second one would end the result that the first is still reading. */
function takingTurns(connections: readonly DuckDBConnection[]) {
  const idle = [...connections]
  const waiting: ((connection: DuckDBConnection) => void)[] = []
  return async <T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> => {
    const connection = idle.pop() ?? (await new Promise<DuckDBConnection>((turn) => waiting.push(turn)))
    try {
      return await work(connection)
    } finally {
      const next = waiting.shift()
      if (next) next(connection)
      else idle.push(connection)
    }
  }
}

export function duckdbSession(
  instance: DuckDBInstance,
  connections: readonly DuckDBConnection[],
  files: LocalFile,
  space: Workspace,
): WarehouseSession {
  const readable: string[] = []
  const views = new Set<string>()
  const kept = new Map<string, string>()
  const using = takingTurns(connections)
  const run = (sql: string) => using((connection) => connection.run(sql))
  const query = (sql: string, limit?: number) => using((connection) => select(connection, sql, limit))
  return {
    sideBySide: connections.length,
    query,
    async addLakeTable({ name, columns, keys, hive }) {
      const paths = await Promise.all(keys.map(files))
      readable.push(...paths)
      await run(`CREATE VIEW ${quoteName(name)} AS ${selectFiles(columns, paths, hive)}`)
    },
    async addRows(name, columns, rows) {
      await run(createTable(name, columns))
      if (rows.length === 0) return
      await using(async (connection) => {
        const appender = await connection.createAppender(name)
        for (const chunk of toChunks(columns, rows)) appender.appendDataChunk(chunk)
        appender.closeSync()
      })
    },
    async addModel(model) {
      const { name, view, sorted } = model
      if (sorted && !view) {
        const file = space.kept(name)
        const count = await using((connection) => makeKept(connection, model, sorted, file))
        kept.set(name, file)
        readable.push(file)
        return count
      }
      if (view) views.add(name)
      return using((connection) => makeTable(connection, model))
    },
    async drop(name) {
      const file = kept.get(name)
      await run(`DROP ${file || views.delete(name) ? 'VIEW' : 'TABLE'} ${quoteName(name)}`)
      kept.delete(name)
      if (file) await rm(file)
    },
    async isKey(name, columns) {
      const key = columns.map(quoteName).join(', ')
      const { rows } = await query(`SELECT count(*) = count(DISTINCT hash(${key})) AS is_key FROM ${quoteName(name)}`)
      return rows[0]?.is_key === true
    },
    async toParquet(name, columns, order) {
      const file = kept.get(name)
      if (file) return readFile(file)
      await run(copyToParquet(quoteName(name), columns, { order, unique: false }, space.output))
      const bytes = await readFile(space.output)
      await rm(space.output)
      return bytes
    },
    async lock() {
      await run(`SET GLOBAL allowed_paths = [${readable.map(quoteText).join(', ')}]`)
      await run('SET GLOBAL enable_external_access = false')
      await run('SET GLOBAL lock_configuration = true')
    },
    interrupt() {
      for (const connection of connections) connection.interrupt()
    },
    async close() {
      for (const connection of connections) connection.closeSync()
      instance.closeSync()
      await space.remove()
    },
  }
}
