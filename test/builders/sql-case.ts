import type { SqlResult, SqlValue, WarehouseSession } from '#shared/warehouse/warehouse.ts'

/** A statement with what a real Trino answered: dates and timestamps are text, decimals too. */
export interface SqlCase {
  readonly id: string
  readonly sql: string
  readonly trino:
    | { readonly rows: readonly (readonly unknown[])[]; readonly types: readonly string[] }
    | { readonly error: string }
  readonly lint?: readonly string[]
  readonly duckdb?: unknown
}

const day = (ms: number): string =>
  new Date(ms)
    .toISOString()
    .replace('T', ' ')
    .replace(/0{0,3}Z$/, '')
    .replace(/\.$/, '')

function spell(type: string, value: SqlValue): unknown {
  if (value === null) return null
  if (Array.isArray(value)) return value.map((one) => spell(type.replace(/^array\((.*)\)$/, '$1'), one))
  if (type.startsWith('timestamp')) return day(Number(value))
  if (typeof value === 'bigint') return String(value)
  if (Object.is(value, -0)) return '-0'
  return value
}

const family = (type: string): string =>
  type
    .replace(/^(tinyint|smallint|integer)$/, 'bigint')
    .replace(/^array\((.*)\)$/, (_, inner: string) => `array(${family(inner)})`)
    .replace(/\(\d+\)$/, '')

export interface Answer {
  readonly rows?: readonly (readonly unknown[])[]
  readonly types?: readonly string[]
  readonly error?: string
}

function toAnswer(result: SqlResult): Answer {
  const types = result.columns.map((column) => column.type)
  return {
    types: types.map(family),
    rows: result.rows.map((row) => result.columns.map(({ name, type }) => spell(type, row[name] ?? null))),
  }
}

export async function answerOf(session: WarehouseSession, sql: string): Promise<Answer> {
  try {
    return toAnswer(await session.query(sql))
  } catch (cause) {
    return { error: String(cause).split('\n')[0] ?? '' }
  }
}

const sorted = (sql: string, rows: readonly (readonly unknown[])[]) => {
  const texts = rows.map((row) => JSON.stringify(row))
  return /\border\s+by\b[^)]*$/i.test(sql) ? texts : texts.sort()
}

/** What differs between the recorded answer and ours, in a line; undefined where nothing does. */
export function difference(one: SqlCase, answer: Answer): string | undefined {
  if ('error' in one.trino)
    return answer.error ? undefined : `Trino refuses (${one.trino.error}), DuckDB gives ${JSON.stringify(answer.rows)}`
  if (answer.error) return `DuckDB refuses: ${answer.error}`
  const want = sorted(one.sql, one.trino.rows)
  const got = sorted(one.sql, answer.rows ?? [])
  return want.join() === got.join() ? undefined : `Trino ${want.join(' ')}, DuckDB ${got.join(' ')}`
}

/** Types by family: DuckDB has one integer where Trino has several, and no length of texts. */
export function typeDifference(one: SqlCase, answer: Answer): string | undefined {
  if ('error' in one.trino || !answer.types) return undefined
  const want = one.trino.types.map(family).join()
  return want === answer.types.join() ? undefined : `Trino ${want}, DuckDB ${answer.types.join()}`
}
