import { type Connection, isFile, loadConnections } from '#ingest/connection/connections.ts'
import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Finding } from './checks.ts'

/** What the published build says of one source, account and record. */
export interface SourceRow {
  readonly source: string
  readonly account: string
  readonly record: string
  readonly newest_date: string
  readonly status: string
}

/** Connections with mistakes are told by the check of connections. */
export async function readableConnections(projectDir: string): Promise<readonly Connection[]> {
  try {
    return await loadConnections(projectDir)
  } catch (error) {
    if (error instanceof FixConfig) return []
    throw error
  }
}

/**
 * How new the published data is. Of a system this only informs: a client may have spent nothing lately, and how far it was
 * read is told by its cursors.
 */
export function sourceLine(row: SourceRow, connections: readonly Connection[]): Finding {
  const { source, account, record, newest_date: newest, status } = row
  const isOfSystem = connections.some((one) => !isFile(one) && one.source === source)
  const file = connections.find((one) => isFile(one) && one.source === source && one.account === account)
  return {
    ok: status === 'fresh' || status === 'ok' || (isOfSystem && !file),
    what: say(
      `${source} · ${account} · ${record}: данные по ${newest}`,
      `${source} · ${account} · ${record}: data up to ${newest}`,
    ),
    mend: file
      ? say('Положите новую выгрузку и выполните: concord run', 'Put the new export in place and run: concord run')
      : say('concord sync', 'concord sync'),
  }
}
