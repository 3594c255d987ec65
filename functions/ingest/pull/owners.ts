import type { Problem } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Fence, Json, State } from '#shared/state/state.ts'
import { family, type SourceConnection } from '../source-connection.ts'

interface Reader {
  readonly connection: string
  /** Another one after `concord forget`. */
  readonly era: number
}

interface Claim {
  readonly state: State
  readonly fence: Fence | undefined
  readonly connection: SourceConnection
  readonly resource: string
  readonly owner: string
}

/** Which other connection has read the numbers of this owner already; else they are this one's from now on. */
export async function otherReader(claim: Claim): Promise<string | undefined> {
  const { state, fence, connection, resource, owner } = claim
  const place = [family(connection), connection.base_url ?? '', owner, resource].map(encodeURIComponent)
  const key = `reads/${place.join('/')}`
  const stored = await state.get(key)
  const standing = stored?.value as unknown as Reader | undefined
  const isOther = standing !== undefined && standing.connection !== connection.name
  if (isOther && (await eraOf(state, standing.connection)) === standing.era) return standing.connection
  const mine: Reader = { connection: connection.name, era: await eraOf(state, connection.name) }
  if (!isOther && standing?.era === mine.era) return undefined
  // Whoever was faster is found there now; a run that has lost its fence is told so by its progress.
  const isMine = (await state.putIf(key, mine as unknown as Json, stored?.version, fence)) !== undefined
  const now = isMine ? undefined : ((await state.get(key))?.value as unknown as Reader | undefined)
  return now && now.connection !== connection.name ? now.connection : undefined
}

const eraOf = async (state: State, connection: string): Promise<number> =>
  (await state.get(`connection/${connection}`))?.version ?? 0

export const readTwice = ({ name, path }: SourceConnection, owner: string, other: string): Problem => ({
  who: name,
  code: 'SAME_ACCOUNT',
  where: path,
  what: say(
    `${owner} уже читает подключение ${other}: всё посчиталось бы дважды, поэтому здесь пропускаем.`,
    `${owner} is read by the connection ${other} already: everything would be counted twice, so it is left out here.`,
  ),
  hint: say(
    `Оставьте ${owner} в одном из двух файлов. Если он останется здесь: concord forget ${other} --yes, затем concord sync`,
    `Keep ${owner} in one of the two files. If it is to stay here: concord forget ${other} --yes, then concord sync`,
  ),
})
