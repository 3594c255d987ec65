import type { Connection } from '#ingest/connection/connections.ts'
import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'

/** The connections named by --select; all where nothing is. Errors: FixConfig for a name that there is not. */
export function chosen(connections: readonly Connection[], select: string | undefined): readonly Connection[] {
  if (!select) return connections
  const names = select.split(',').map((name) => name.trim())
  const unknown = names.filter((name) => !connections.some((connection) => connection.name === name))
  if (unknown.length === 0) return connections.filter((connection) => names.includes(connection.name))
  const known = connections.map((connection) => connection.name).join(', ') || '—'
  throw new FixConfig({
    code: 'UNKNOWN_CONNECTION',
    what: say(`нет подключения ${unknown.join(', ')}`, `there is no connection ${unknown.join(', ')}`),
    hint: say(`Есть: ${known}`, `There are: ${known}`),
  })
}
