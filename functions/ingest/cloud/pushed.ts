import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { materialise } from '#shared/project/in-lake.ts'
import type { Runtime } from '#shared/runtime.ts'
import { type Connection, loadConnections } from '../connection/connections.ts'

/** Where a function may keep copies; it may be gone at the next call. */
export const cloudFolder = join(tmpdir(), 'concord')

/** The connections of the project as it was pushed last. */
export async function pushedConnections({ lake }: Pick<Runtime, 'lake'>): Promise<readonly Connection[]> {
  return loadConnections((await materialise(lake, join(cloudFolder, 'project'))).dir)
}

/** Errors: FixConfig UNKNOWN_CONNECTION. */
export async function pushedConnection(rt: Pick<Runtime, 'lake'>, name: string): Promise<Connection> {
  const found = (await pushedConnections(rt)).find((connection) => connection.name === name)
  if (found) return found
  throw new FixConfig({
    who: name,
    code: 'UNKNOWN_CONNECTION',
    what: say(`нет подключения ${name}`, `there is no connection ${name}`),
    hint: say('Отправьте проект заново: concord push', 'Push the project again: concord push'),
  })
}
