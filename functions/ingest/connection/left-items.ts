import { say, type Text } from '#shared/i18n/text.ts'
import type { Runtime } from '#shared/runtime.ts'
import { openProgress } from '../pull/progress.ts'
import type { Pulled } from '../pull/pull.ts'
import type { SourceConnection } from '../source-connection.ts'

/** Whom a connection once read and no longer does: what they have left is counted, and no full refresh takes it away. */
export async function leftItems(
  { state }: Pick<Runtime, 'state'>,
  { name }: SourceConnection,
  items: NonNullable<Pulled['items']>,
): Promise<readonly Text[]> {
  const left = new Set<string>()
  for (const key of await state.list(`pull/${name}/`)) {
    const [, , resource = '', item = ''] = key.split('/')
    const asked = items.get(resource)
    if (!asked?.length || asked.some(({ id }) => (id || '-') === item)) continue
    const { now } = await openProgress({ state, fence: undefined, connection: name, resource, item })
    if (now.cursor !== null) left.add(item)
  }
  if (left.size === 0) return []
  const names = (own: string) => [...left].map((item) => (item === '-' ? own : item)).join(', ')
  return [
    say(
      `${names('сам аккаунт')}: больше не читаем, но прочитанное раньше считается. Если не должно: concord forget ${name} --yes, затем concord sync`,
      `${names('the account itself')}: no longer read, yet what was read before counts. If it must not: concord forget ${name} --yes, then concord sync`,
    ),
  ]
}
