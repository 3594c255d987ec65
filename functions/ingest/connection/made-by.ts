import { FixConfig } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { Runtime } from '#shared/runtime.ts'
import type { Fence, Json, Versioned } from '#shared/state/state.ts'
import { canonicalJson, sha256 } from '../raw/manifest.ts'
import { eraOf } from '../raw/pointer.ts'
import type { SourceConnection } from '../source-connection.ts'

/** Whose records a connection has brought, by which mapping, and when it last read all that there is. */
export interface MadeBy {
  /** Another one after `concord forget`. */
  readonly era: number
  readonly source: string
  readonly account: string
  readonly mapping: string
  /** Epoch ms. */
  readonly readAt: number | null
  /** Something of it stood in the lake by then. */
  readonly hasRecords?: boolean
  /** Of `fields:`, all that may have left a value. */
  readonly words?: readonly string[]
}

type Stores = Pick<Runtime, 'state'>

const key = (connection: string) => `made-by/${connection}`

/** What the records stand for now; undefined: nothing was read yet, or it was forgotten. */
export async function readMadeBy(rt: Stores, { name }: Pick<SourceConnection, 'name'>): Promise<MadeBy | undefined> {
  const stored = await rt.state.get(key(name))
  const made = stored?.value as unknown as MadeBy | undefined
  return made?.era === (await eraOf(rt, name)) ? made : undefined
}

export const mappingOf = ({ fields, stages, settings }: SourceConnection): string =>
  sha256(canonicalJson({ fields, stages, settings })).slice(0, 16)

/** Errors: FixConfig when the connection points at another system or account than its records. */
export function refuseOtherOwner(made: MadeBy | undefined, { name, path, source, account }: SourceConnection): void {
  if (!made || (made.source === source && made.account === account)) return
  const [was, is] = [`${made.source}:${made.account}`, `${source}:${account}`]
  throw new FixConfig({
    who: name,
    code: 'OTHER_ACCOUNT',
    where: path,
    what: say(
      `Раньше это подключение читало ${was}, теперь ${is}: прочитанное раньше считалось бы вместе с новым.`,
      `This connection used to read ${was}, now ${is}: what it read before would be counted along with the new.`,
    ),
    hint: say(
      `Другой аккаунт — другой файл со своим name:. Тот же, но под новым именем: concord forget ${name} --yes, затем concord sync. Если так вышло случайно, верните source: ${made.source} и account: ${made.account}`,
      `Another account: another file with its own name:. The same one under a new name: concord forget ${name} --yes, then concord sync. If it was a slip, put source: ${made.source} and account: ${made.account} back`,
    ),
  })
}

export const isOtherMapping = (made: MadeBy | undefined, connection: SourceConnection): boolean =>
  made !== undefined && made.mapping !== mappingOf(connection)

export const otherMapping = ({ name, path }: SourceConnection): Text =>
  say(
    `fields:, stages: или settings: в ${path} изменились, а прочитанное раньше осталось прежним. Перечитать всё: concord sync --select ${name} --full-refresh`,
    `fields:, stages: or settings: in ${path} have changed, what was read before has not. To read all of it again: concord sync --select ${name} --full-refresh`,
  )

/** Put back in between or not: some of the records were made by another one. */
const stillOrMixed = (before: string, now: string): string => (before === now ? now : 'mixed')

/** With the words that were mapped once and no longer are, as fields that stand nowhere: what they have left is emptied. */
export function withDroppedWords(made: MadeBy | undefined, connection: SourceConnection): SourceConnection {
  const nowhere = Object.fromEntries((made?.words ?? []).map((word) => [word, '']))
  return { ...connection, fields: { ...nowhere, ...connection.fields } }
}

interface Noted extends Pick<MadeBy, 'readAt' | 'hasRecords'> {
  readonly fence: Fence | undefined
  /** All of it was read by the present mapping. */
  readonly isWhole: boolean
}

/** A note that is lost to a run at the same time is made by the next one. */
export async function noteMadeBy(rt: Stores, connection: SourceConnection, noted: Noted) {
  const { fence, isWhole, readAt, hasRecords = false } = noted
  const stored: Versioned | undefined = await rt.state.get(key(connection.name))
  const made = await readMadeBy(rt, connection)
  const next: MadeBy = {
    ...{ era: await eraOf(rt, connection.name), source: connection.source, account: connection.account },
    mapping: made && !isWhole ? stillOrMixed(made.mapping, mappingOf(connection)) : mappingOf(connection),
    readAt: readAt ?? made?.readAt ?? null,
    words: [...new Set([...(isWhole ? [] : (made?.words ?? [])), ...Object.keys(connection.fields)])].sort(),
    hasRecords: hasRecords || (made?.hasRecords ?? false),
  }
  await rt.state.putIf(key(connection.name), next as unknown as Json, stored?.version, fence)
}
