import { readFileSync } from 'node:fs'
import { queryPublished } from '#aggregate/query.ts'
import { say } from '#shared/i18n/text.ts'
import { type Context, needsFlag } from '../context.ts'
import type { Outcome } from '../outcome.ts'
import { plainCsv, textTable } from '../table.ts'

export async function query(ctx: Context, given: string | undefined, options: { csv?: boolean }): Promise<Outcome> {
  const sql = given ?? textFromStdin()
  const { columns, rows } = await queryPublished(ctx.runtime(), sql)
  const names = columns.map((column) => column.name)
  const shown = rows.map((row) => columns.map(({ name, type }) => readable(row[name], type)))
  return {
    result: shown.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at]]))),
    print: options.csv ? plainCsv(names, shown) : textTable(names, shown),
  }
}

/** Timestamps leave as text: a reader, and JSON, know no epoch milliseconds by sight. */
function readable(value: unknown, type: string): unknown {
  if (typeof value === 'number' && type.startsWith('timestamp')) {
    return new Date(value).toISOString().replace('T', ' ').slice(0, 19)
  }
  return value ?? null
}

function textFromStdin(): string {
  if (process.stdin.isTTY) throw needsFlag('"select …"', say('Запрос не задан.', 'No query was given.'))
  return readFileSync(0, 'utf8')
}
