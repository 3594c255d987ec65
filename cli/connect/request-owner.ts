import { type Connection, isFile, loadConnections } from '#ingest/connection/connections.ts'
import type { Owner } from '#ingest/sources/file/index.ts'
import { sourceOf } from '#ingest/sources/index.ts'
import { FixConfig } from '#shared/errors.ts'
import type { RecordName } from '#shared/records/index.ts'

/** Whose the requests are: of the only connection that reads requests or sales, `except` aside; undefined: there is none, or there are several. */
export async function requestOwner(projectDir: string, except: string): Promise<Owner | undefined> {
  const owners = new Map<string, Owner>()
  for (const connection of await readable(projectDir)) {
    if (connection.name === except || !recordsOf(connection).some((name) => name === 'lead' || name === 'deal'))
      continue
    const { source, account } = connection
    owners.set(`${source} ${account}`, { source, account })
  }
  return owners.size === 1 ? [...owners.values()][0] : undefined
}

const recordsOf = (connection: Connection): readonly RecordName[] =>
  isFile(connection)
    ? connection.records.map(({ record }) => record)
    : Object.values(sourceOf(connection.kind)!.resources).flatMap(({ records }) => records)

/** A connection with a mistake in it is told of by those who read it. */
async function readable(projectDir: string): Promise<readonly Connection[]> {
  try {
    return await loadConnections(projectDir)
  } catch (error) {
    if (error instanceof FixConfig) return []
    throw error
  }
}
