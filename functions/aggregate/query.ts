import { agreementTables } from '#shared/agreement/tables.ts'
import { FixConfig, type Problem } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { lintSql } from '#shared/sql/lint.ts'
import type { SqlResult } from '#shared/warehouse/warehouse.ts'
import { tablesOf } from './graph.ts'
import { openPublished, type Published } from './published.ts'
import type { ReadingRuntime } from './runtime.ts'

export interface QueryOptions {
  /** At most so many rows; all of them when not given. */
  readonly limit?: number
}

/** The rules of the models, without their `-- allow:`: a query comes from outside. */
async function refuse(sql: string): Promise<void> {
  const problems = await lintSql(sql, { comments: false })
  if (problems.length === 0) return
  throw new FixConfig(
    problems.map(
      (one): Problem => ({
        who: 'query',
        code: `SQL_${one.rule.toUpperCase().replaceAll('-', '_')}`,
        what: one.what,
        hint: one.hint,
        where: `${one.line}:${one.column}`,
      }),
    ),
  )
}

async function refuseUnknownTables(sql: string, published: Published): Promise<void> {
  const known = [...Object.keys(published.current.models), ...Object.keys(agreementTables)].sort()
  const unknown = (await tablesOf(sql)).filter((name) => !known.includes(name))
  if (unknown.length === 0) return
  throw new FixConfig({
    who: 'query',
    code: 'UNKNOWN_TABLE',
    what: say(`нет таблицы ${unknown.join(', ')}`, `there is no table ${unknown.join(', ')}`),
    hint: say(`Есть: ${known.join(', ')}`, `There are: ${known.join(', ')}`),
  })
}

function failed(cause: unknown): FixConfig {
  const message = cause instanceof Error ? cause.message : String(cause)
  const reason = message.split('\n')[0] ?? ''
  const near = /^Candidate bindings: (.+)$/m.exec(message)?.[1]?.replaceAll('"', '')
  return new FixConfig({
    who: 'query',
    code: 'QUERY_FAILED',
    what: say(`запрос не выполнился: ${reason}`, `the query did not run: ${reason}`),
    hint: near ? say(`Есть: ${near}`, `There are: ${near}`) : undefined,
    cause,
  })
}

/**
 * `concord query`: one SELECT in Trino's words over what is published. It refuses what the models' lint refuses; the engine
 * has no access to anything but the published files. Errors: FixConfig with line and column.
 */
export async function queryPublished(
  rt: ReadingRuntime,
  sql: string,
  { limit }: QueryOptions = {},
): Promise<SqlResult> {
  await refuse(sql)
  const published = await openPublished(rt)
  try {
    await refuseUnknownTables(sql, published)
    return await published.query(sql, limit).catch((cause) => {
      throw failed(cause)
    })
  } finally {
    await published.close()
  }
}
