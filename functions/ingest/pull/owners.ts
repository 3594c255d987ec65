import type { Problem } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Fence, Json, State } from '#shared/state/state.ts'
import { canonicalJson, sha256 } from '../raw/manifest.ts'
import { eraOf } from '../raw/pointer.ts'
import { family, type SourceConnection } from '../source-connection.ts'

interface Reader {
  readonly connection: string
  /** Another one after `concord forget`. */
  readonly era: number
  /** Under which id it reads them: its records and progress stand there, whatever the item is called by now. */
  readonly item: string
}

interface Claim {
  readonly state: State
  readonly fence: Fence | undefined
  readonly connection: SourceConnection
  readonly resource: string
  readonly owner: string
  readonly item: string
}

/** Who reads the numbers of this owner: another connection that has done so before, else this one from now on. */
export async function readerOf(claim: Claim): Promise<Omit<Reader, 'era'>> {
  const { state, fence, connection, resource, owner, item } = claim
  // What a system calls its owners may be any text.
  const place = sha256(canonicalJson([family(connection), connection.base_url ?? '', owner, resource]))
  const key = `reads/${place.slice(0, 32)}`
  const stored = await state.get(key)
  const standing = stored?.value as unknown as Reader | undefined
  const isOther = standing !== undefined && standing.connection !== connection.name
  if (isOther && (await eraOf({ state }, standing.connection)) === standing.era) return standing
  const mine: Reader = { connection: connection.name, era: await eraOf({ state }, connection.name), item }
  if (!isOther && standing?.era === mine.era) return { ...mine, ...standing }
  // Whoever was faster is found there now; a run that has lost its fence is told so by its progress.
  const isMine = (await state.putIf(key, mine as unknown as Json, stored?.version, fence)) !== undefined
  return (isMine ? undefined : ((await state.get(key))?.value as unknown as Reader | undefined)) ?? mine
}

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
