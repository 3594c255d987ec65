import { readFile, rm } from 'node:fs/promises'
import { type DuckDBConnection, type DuckDBInstance, type DuckDBResult, StatementType } from '@duckdb/node-api'
import { Bug } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { quoteName, quoteText } from '#shared/sql/quote.ts'
import { toDuckdb } from '#shared/sql/surface.ts'
import { checkContract } from './contract.ts'
import { copyToParquet, createTable, selectFiles } from './ddl.ts'
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

const firstLine = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? ''

const notSelect = (sql: string) =>
  new Bug({ code: 'NOT_A_SELECT', what: say(`Это не SELECT: ${sql}`, `This is not a SELECT: ${sql}`) })

function modelFailed(name: string, cause: unknown): Bug {
  const reason = firstLine(cause)
  return new Bug({
    code: 'MODEL_FAILED',
    what: say(`Модель ${name} не выполнилась: ${reason}`, `Model ${name} did not run: ${reason}`),
    where: name,
    cause,
  })
}

export function duckdbSession(
  instance: DuckDBInstance,
  connection: DuckDBConnection,
  files: LocalFile,
  space: Workspace,
): WarehouseSession {
  const readable: string[] = []
  const views = new Set<string>()
  const query = async (sql: string, limit?: number) => {
    const prepared = await connection.prepare(toDuckdb(sql))
    try {
      if (prepared.statementType !== StatementType.SELECT) throw notSelect(sql)
      return await toResult(await prepared.stream(), limit)
    } finally {
      prepared.destroySync()
    }
  }
  return {
    query,
    async addLakeTable({ name, columns, keys, hive }) {
      const paths = await Promise.all(keys.map(files))
      readable.push(...paths)
      await connection.run(`CREATE VIEW ${quoteName(name)} AS ${selectFiles(columns, paths, hive)}`)
    },
    async addRows(name, columns, rows) {
      await connection.run(createTable(name, columns))
      if (rows.length === 0) return
      const appender = await connection.createAppender(name)
      for (const chunk of toChunks(columns, rows)) appender.appendDataChunk(chunk)
      appender.closeSync()
    },
    async addModel({ name, sql, columns, view }) {
      try {
        await connection.run(`CREATE ${view ? 'VIEW' : 'TABLE'} ${quoteName(name)} AS ${toDuckdb(sql)}`)
      } catch (cause) {
        throw modelFailed(name, cause)
      }
      const shape = await connection.runAndReadAll(`SELECT * FROM ${quoteName(name)} LIMIT 0`)
      checkContract(name, columns, shape.columnNames(), shape.columnTypes())
      if (view) {
        views.add(name)
        return undefined
      }
      const counted = await query(`SELECT count(*) AS n FROM ${quoteName(name)}`)
      return Number(counted.rows[0]?.n)
    },
    async drop(name) {
      await connection.run(`DROP ${views.delete(name) ? 'VIEW' : 'TABLE'} ${quoteName(name)}`)
    },
    async toParquet(name, columns, order) {
      await connection.run(copyToParquet(name, columns, order, space.output))
      const bytes = await readFile(space.output)
      await rm(space.output)
      return bytes
    },
    async lock() {
      await connection.run(`SET allowed_paths = [${readable.map(quoteText).join(', ')}]`)
      await connection.run('SET enable_external_access = false')
      await connection.run('SET lock_configuration = true')
    },
    interrupt: () => connection.interrupt(),
    async close() {
      connection.closeSync()
      instance.closeSync()
      await space.remove()
    },
  }
}
