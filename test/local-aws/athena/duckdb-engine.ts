import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateTableCommand, type GlueClient } from '@aws-sdk/client-glue'
import type { S3Client } from '@aws-sdk/client-s3'
import { type DuckDBConnection, DuckDBInstance, type DuckDBType } from '@duckdb/node-api'
import prelude from '#shared/sql/prelude.sql'
import { quoteName, quoteText } from '#shared/sql/quote.ts'
import { toDuckdb } from '#shared/sql/surface.ts'
import { type Ctas, ctasOf, hiveType, writtenAs } from './ctas.ts'
import { type Engine, type EngineContext, type EngineResult, StatementError } from './engine.ts'
import { filesOf, tablesOf } from './glue-tables.ts'
import { type Objects, s3Objects } from './objects.ts'
import { athenaColumn, textOf } from './spelling.ts'
import { namesIn } from './statement.ts'
import { addView } from './views.ts'

interface Place {
  readonly glue: GlueClient
  readonly objects: Objects
  readonly cache: string
}

/** Makes a view of each table that the statement names. Answers the bytes behind them. */
async function addViews(place: Place, connection: DuckDBConnection, sql: string, database: string): Promise<number> {
  let bytes = 0
  for (const table of (await tablesOf(place.glue, database, namesIn(sql))).values()) {
    const found = await filesOf(place.glue, place.objects, table)
    const files = await Promise.all(found.objects.map((object) => place.objects.copy(object)))
    await addView(connection, found, files)
    bytes += found.objects.reduce((sum, { size }) => sum + size, 0)
  }
  return bytes
}

async function select(connection: DuckDBConnection, sql: string, scannedBytes: number): Promise<EngineResult> {
  const result = await connection.runAndReadAll(toDuckdb(sql))
  const columns = result.columnTypes().map((type, at) => athenaColumn(result.columnName(at), type, at))
  const types = columns.map(({ type }) => type)
  const rows = result.getRows().map((row) => row.map((value, at) => textOf(value, types[at] ?? '')))
  return { columns, rows, scannedBytes }
}

const column = (name: string, type: DuckDBType): string => {
  const cast = writtenAs(type)
  return cast ? `CAST(${quoteName(name)} AS ${cast}) AS ${quoteName(name)}` : quoteName(name)
}

/** Athena's files have no extension; a statement without rows leaves none. */
const fileName = () => `20260101_000000_00000_${randomUUID().slice(0, 5)}_${randomUUID()}`

async function create(place: Place, connection: DuckDBConnection, ctas: Ctas, context: EngineContext, scanned: number) {
  const location = ctas.properties.external_location
  if (!location) throw new StatementError('NOT_SUPPORTED', 'the façade wants an external_location')
  if ((await tablesOf(place.glue, context.database, [ctas.table])).has(ctas.table)) {
    throw new StatementError('TABLE_ALREADY_EXISTS', `line 1:1: Table '${ctas.table}' already exists`)
  }
  if ((await place.objects.list(location)).length > 0) {
    throw new StatementError(
      'HIVE_PATH_ALREADY_EXISTS',
      `Target directory for table '${ctas.table}' already exists: ${location}`,
    )
  }
  await connection.run(`CREATE TEMP TABLE "concord made" AS ${toDuckdb(ctas.select)}`)
  const shape = await connection.runAndReadAll('SELECT * FROM "concord made" LIMIT 0')
  const names = shape.columnNames()
  const types = shape.columnTypes()
  const file = join(place.cache, fileName())
  const columns = names.map((name, at) => column(name, types[at]!)).join(', ')
  const compression = ctas.properties.write_compression ?? 'GZIP'
  const copied = await connection.runAndReadAll(
    `COPY (SELECT ${columns} FROM "concord made") TO ${quoteText(file)} (FORMAT parquet, COMPRESSION ${compression})`,
  )
  const rows = Number(copied.getRows()[0]?.[0] ?? 0)
  if (rows > 0) await place.objects.put(`${location.replace(/\/$/, '')}/${fileName()}`, await readFile(file))
  await rm(file)
  await place.glue.send(
    new CreateTableCommand({
      DatabaseName: context.database,
      TableInput: {
        Name: ctas.table,
        TableType: 'EXTERNAL_TABLE',
        Parameters: { EXTERNAL: 'TRUE', classification: 'parquet' },
        StorageDescriptor: {
          Location: location,
          Columns: names.map((name, at) => ({ Name: name.toLowerCase(), Type: hiveType(types[at]!) })),
        },
      },
    }),
  )
  return { columns: [], rows: [], scannedBytes: scanned, updateCount: rows }
}

/** DuckDB's word for a mistake as Trino would name it; the line is counted by DuckDB's own mark where it gives one. */
function asStatementError(cause: unknown): unknown {
  if (cause instanceof StatementError || !(cause instanceof Error)) return cause
  const [first = '', ...rest] = cause.message.split('\n')
  const line = /^LINE (\d+):/m.exec(rest.join('\n'))?.[1] ?? '1'
  if (/^Catalog Error: Table/.test(first)) return new StatementError('TABLE_NOT_FOUND', `line ${line}:1: ${first}`)
  if (/^(Parser|Binder|Catalog) Error/.test(first))
    return new StatementError('SYNTAX_ERROR', `line ${line}:1: ${first}`)
  if (/^Conversion Error/.test(first)) return new StatementError('INVALID_CAST_ARGUMENT', first)
  return cause
}

/** DuckDB with Trino's words over Glue tables and copies of their objects. For amounts of data that tests have. */
export async function duckdbEngine(clients: { glue: GlueClient; s3: S3Client; threads?: number }): Promise<Engine> {
  const cache = mkdtempSync(join(tmpdir(), 'concord-athena-'))
  const instance = await DuckDBInstance.create(':memory:', { threads: String(clients.threads ?? 2) })
  const first = await instance.connect()
  for (const statement of prelude.split(/;\s*$/m)) if (statement.trim() !== '') await first.run(statement)
  const place: Place = { glue: clients.glue, objects: s3Objects(clients.s3, cache), cache }
  return {
    async execute(sql, context) {
      const connection = await instance.connect()
      const interrupt = () => connection.interrupt()
      context.signal.addEventListener('abort', interrupt)
      try {
        for (const setting of sessionSettings) await connection.run(setting)
        const scanned = await addViews(place, connection, sql, context.database)
        const ctas = ctasOf(sql)
        return ctas ? await create(place, connection, ctas, context, scanned) : await select(connection, sql, scanned)
      } catch (cause) {
        throw asStatementError(cause)
      } finally {
        context.signal.removeEventListener('abort', interrupt)
        connection.closeSync()
      }
    },
    async close() {
      first.closeSync()
      instance.closeSync()
      await rm(cache, { recursive: true, force: true })
    },
  }
}

/** Settings of the prelude that hold for one connection only. */
const sessionSettings = prelude
  .split(/;\s*$/m)
  .map((one) => one.trim())
  .filter((one) => /^(--[^\n]*\n)*SET /.test(one))
