import { randomUUID } from 'node:crypto'
import type { GlueClient } from '@aws-sdk/client-glue'
import type { S3Client } from '@aws-sdk/client-s3'
import { quoteName, quoteText } from '#shared/sql/quote.ts'
import { type Trino, TrinoError, trinoClient } from '#test/trino/client.ts'
import { hiveProperties, type Properties } from '#test/trino/server-config.ts'
import { type Ctas, ctasOf } from './ctas.ts'
import { type Engine, type EngineContext, type EngineResult, StatementError } from './engine.ts'
import { tablesOf } from './glue-tables.ts'
import { s3Objects } from './objects.ts'
import { registerProjected } from './projected.ts'
import { namesIn } from './statement.ts'
import { athenaColumnOf, athenaTextOf } from './trino-spelling.ts'

export interface TrinoEngineClients {
  readonly glue: GlueClient
  readonly s3: S3Client
  /** Where Glue and S3 are called, `http://127.0.0.1:…`. */
  readonly endpoint: string
}

const region = 'eu-central-1'
const anybody = { key: 'trino', secret: 'trino' }

/** Trino's hive connector over the Glue and the S3 of that endpoint, as Athena is over AWS's. */
const catalogOf = (endpoint: string): Properties => ({
  ...hiveProperties,
  // What Athena computes of partitions is registered before each statement: Trino knows no projection by month.
  'hive.partition-projection-enabled': 'false',
  'hive.metastore': 'glue',
  'hive.metastore.glue.endpoint-url': endpoint,
  'hive.metastore.glue.region': region,
  'hive.metastore.glue.aws-access-key': anybody.key,
  'hive.metastore.glue.aws-secret-key': anybody.secret,
  'fs.native-s3.enabled': 'true',
  's3.endpoint': endpoint,
  's3.region': region,
  's3.path-style-access': 'true',
  's3.aws-access-key': anybody.key,
  's3.aws-secret-key': anybody.secret,
})

const createCatalog = (name: string, { 'connector.name': connector, ...properties }: Properties): string => {
  const list = Object.entries(properties).map(([key, value]) => `${quoteName(key)} = ${quoteText(value)}`)
  return `CREATE CATALOG ${name} USING ${connector} WITH (${list.join(', ')})`
}

const ours: Readonly<Record<string, string>> = { format: 'format', external_location: 'external_location' }

/** Athena's own words in Trino's: the compression is a property of the session, all lines stay where they are. */
function trinoCtas({ table, properties, select }: Ctas): string {
  const unknown = Object.keys(properties).find((name) => !(name in ours) && name !== 'write_compression')
  if (unknown) throw new StatementError('INVALID_TABLE_PROPERTY', `line 1:1: the façade knows no ${unknown}`)
  const list = Object.keys(ours).flatMap((name) =>
    properties[name] === undefined ? [] : [`${name} = '${properties[name]}'`],
  )
  return `CREATE TABLE ${quoteName(table)} WITH (${list.join(', ')}) AS${select}`
}

/** What Trino puts down to what it leans on, though another try would end the same. */
const notTheStores = new Set(['HIVE_PATH_ALREADY_EXISTS', 'HIVE_BAD_DATA'])

/** A store that doesn't answer or a server without memory is not the author's. */
function asStatementError(cause: unknown): unknown {
  if (!(cause instanceof TrinoError)) return cause
  const isAuthors = cause.kind === 'USER_ERROR' || notTheStores.has(cause.code)
  return isAuthors ? new StatementError(cause.code, cause.says) : cause
}

async function run(trino: Trino, sql: string, ctas: Ctas | undefined, signal: AbortSignal): Promise<EngineResult> {
  const { columns, rows, scannedBytes } = await trino(ctas ? trinoCtas(ctas) : sql, {}, signal)
  if (ctas) return { columns: [], rows: [], scannedBytes, updateCount: Number(rows[0]?.[0]) }
  return {
    columns: columns.map(({ name, type }) => athenaColumnOf(name, type)),
    rows: rows.map((row) => row.map((cell, at) => athenaTextOf(columns[at]?.type ?? '', cell))),
    scannedBytes,
  }
}

/** A running Trino, with a catalog of its own for as long as the engine is used. Partitions are what Athena would compute. */
export const trinoEngine =
  ({ url }: { readonly url: string }) =>
  async ({ glue, s3, endpoint }: TrinoEngineClients): Promise<Engine> => {
    const catalog = `athena_${randomUUID().slice(0, 8)}`
    const admin = trinoClient({ url })
    await admin(createCatalog(catalog, catalogOf(endpoint)))
    const objects = s3Objects(s3, '')
    const turns = new Map<string, Promise<void>>()
    const inTurn = (key: string, work: () => Promise<void>): Promise<void> => {
      const next = (turns.get(key) ?? Promise.resolve()).then(work)
      turns.set(key, next)
      return next
    }
    const prepare = async (sql: string, { database }: EngineContext) => {
      for (const [name, table] of await tablesOf(glue, database, namesIn(sql))) {
        if (table.Parameters?.['projection.enabled'] !== 'true') continue
        await inTurn(`${database}.${name}`, () => registerProjected(glue, objects, table))
      }
    }
    return {
      async execute(sql, context) {
        try {
          await prepare(sql, context)
          const ctas = ctasOf(sql)
          const codec = ctas?.properties.write_compression ?? 'GZIP'
          const place = { url, catalog, schema: context.database, session: `${catalog}.compression_codec=${codec}` }
          return await run(trinoClient(place), sql, ctas, context.signal)
        } catch (cause) {
          throw asStatementError(cause)
        }
      },
      async close() {
        await admin(`DROP CATALOG ${catalog}`)
      },
    }
  }
