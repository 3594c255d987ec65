import { quoteName } from '#shared/sql/quote.ts'
import type { WarehouseSession } from '#shared/warehouse/warehouse.ts'
import { type Trino, type TrinoPlace, trinoClient } from './client.ts'
import { trinoSession } from './session.ts'
import { selectRows } from './values.ts'

/**
 * A session whose tables are WITH queries in front of each statement: nothing is created on the server, so a small case
 * is one statement long.
 */
export function valuesSession(place: TrinoPlace): WarehouseSession {
  const steps = new Map<string, string>()
  const withSteps = (sql: string): string => {
    if (steps.size === 0) return sql
    const list = [...steps].map(([name, select]) => `${quoteName(name)} AS (\n${select}\n)`).join(',\n')
    const own = /^\s*with\b/i.exec(sql)
    return own ? `WITH ${list},\n${sql.slice(own[0].length)}` : `WITH ${list}\n${sql}`
  }
  const client = trinoClient(place)
  const trino: Trino = (sql, prepared = {}) =>
    sql.startsWith('DESCRIBE')
      ? client(sql, Object.fromEntries(Object.entries(prepared).map(([name, text]) => [name, withSteps(text)])))
      : client(withSteps(sql), prepared)
  return trinoSession({
    trino,
    addFiles: async ({ name }) => {
      throw new Error(`${name}: a session of values has no files`)
    },
    addRows: async (name, columns, rows) => {
      steps.set(name, selectRows(columns, rows))
    },
    addSelect: async (name, sql) => {
      steps.set(name, sql)
      return undefined
    },
    drop: async (name) => {
      steps.delete(name)
    },
    close: async () => undefined,
  })
}
