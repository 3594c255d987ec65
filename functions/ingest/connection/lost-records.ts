import { say, type Text } from '#shared/i18n/text.ts'
import { keys } from '#shared/names.ts'
import type { Runtime } from '#shared/runtime.ts'
import type { Fence } from '#shared/state/state.ts'
import { readPresent } from '../raw/pointer.ts'
import { firstDay, type SourceConnection } from '../source-connection.ts'
import type { MadeBy } from './made-by.ts'

type Stores = Pick<Runtime, 'lake' | 'state' | 'clock'>

/** Whether anything that the connection has brought stands in the lake. */
export async function hasRecords({ lake }: Pick<Runtime, 'lake'>, { source, account, name }: SourceConnection) {
  const prefix = keys.manifest(source, account, name).replace(/json$/, '')
  return (await lake.list(prefix)).length > 0
}

/**
 * Somebody has taken the lake away and left State: going on from its cursors would leave a hole that nobody sees, so they are
 * forgotten and all is read again. Answers what the reader must know. Errors: Unavailable FENCED.
 */
export async function forgetLost(
  rt: Stores,
  connection: SourceConnection,
  made: MadeBy | undefined,
  fence: Fence,
): Promise<readonly Text[]> {
  if (!made?.hasRecords || (await hasRecords(rt, connection))) return []
  await (await readPresent(rt, connection.name, fence)).forget(0)
  const day = firstDay(connection, rt.clock.now())
  return [
    say(
      `Того, что ${connection.name} читало раньше, в lake больше нет: читаем заново с ${day}. Нужно то, что старше, — since: в ${connection.path} или копия lake.`,
      `What ${connection.name} has read before is no longer in the lake: it is read again from ${day} on. For what is older: since: in ${connection.path}, or a copy of the lake.`,
    ),
  ]
}
