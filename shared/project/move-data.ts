import { atOnce } from '#shared/at-once.ts'
import { FixConfig, Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { etagOf } from '#shared/lake/etag.ts'
import type { Lake } from '#shared/lake/lake.ts'
import type { Progress } from '#shared/runtime.ts'
import type { Fence, State } from '#shared/state/state.ts'

interface Stores {
  readonly lake: Lake
  readonly state: State
}

export interface Move {
  readonly from: Stores
  readonly to: Stores
  /** Of the target's project lock: no run works there meanwhile. */
  readonly fence: Fence
  readonly progress: Progress
  readonly signal?: AbortSignal
}

export interface Moved {
  readonly copied: number
  readonly same: number
  readonly removed: number
}

/** In this order a cut-off move leaves nothing that counts without what it names. */
const data = ['raw/', 'quarantine/', 'records/']
const manifests = 'manifests/'
/** Where each connection stands; cursors of sources, tokens and quotas stay: a source is read anew at most. */
const pointers = 'connection/'

/**
 * Brings a stage's ingested data to what a laptop has: objects first, manifests last, then where each connection stands.
 * Moving again copies what has changed. Errors: FixConfig where the stage has data of its own, Unavailable.
 */
export async function moveData(move: Move): Promise<Moved> {
  const { from, to } = move
  const own = await keysBelow(from.lake, [manifests])
  const known = new Set(own)
  const strange = (await keysBelow(to.lake, [manifests])).filter((key) => !known.has(key))
  if (strange.length > 0) throw hasItsOwn(strange)
  const wanted = await keysBelow(from.lake, data)
  const copied = await copyAll(move, wanted)
  const present = new Set(wanted)
  const gone = (await keysBelow(to.lake, data)).filter((key) => !present.has(key))
  await atOnce(gone, (key) => to.lake.delete(key))
  const landed = await copyAll(move, own)
  for (const key of await from.state.list(pointers)) await movePointer(move, key)
  return { copied: copied + landed, same: wanted.length + own.length - copied - landed, removed: gone.length }
}

async function keysBelow(lake: Lake, prefixes: readonly string[]): Promise<string[]> {
  const listed = await Promise.all(prefixes.map((prefix) => lake.list(prefix)))
  return listed.flat().map(({ key }) => key)
}

/** Answers how many were not there as they should be. */
async function copyAll({ from, to, progress, signal }: Move, keys: readonly string[]): Promise<number> {
  let done = 0
  let copied = 0
  await atOnce(keys, async (key) => {
    signal?.throwIfAborted()
    const source = await from.lake.get(key)
    if (source && (await copyOne(to.lake, key, source.bytes))) copied++
    progress.step('push', ++done, keys.length, 'file')
  })
  return copied
}

async function copyOne(lake: Lake, key: string, bytes: Uint8Array): Promise<boolean> {
  if ((await lake.put(key, bytes, 'absent')).done) return true
  const standing = await lake.get(key)
  if (standing && etagOf(standing.bytes) === etagOf(bytes)) return false
  if (!standing || !(await lake.put(key, bytes, { etag: standing.etag })).done) throw meddled(key)
  return true
}

async function movePointer({ from, to, fence }: Move, key: string): Promise<void> {
  const own = await from.state.get(key)
  const standing = await to.state.get(key)
  if (!own || JSON.stringify(own.value) === JSON.stringify(standing?.value)) return
  if ((await to.state.putIf(key, own.value, standing?.version, fence)) === undefined) throw meddled(key)
}

const hasItsOwn = (strange: readonly string[]) =>
  new FixConfig({
    who: 'push',
    code: 'STAGE_HAS_DATA',
    where: strange[0],
    what: say(
      'контур уже собирал данные сам: смешать их с данными этой папки нельзя',
      'the stage has ingested data by itself: it can not be mixed with that of this folder',
    ),
    hint: say(
      'Отправьте только проект: concord push без --data',
      'Push the project alone: concord push without --data',
    ),
  })

const meddled = (key: string) =>
  new Unavailable({
    who: 'push',
    code: 'PUSH_OVERTAKEN',
    where: key,
    what: say('Пока шла отправка, контур изменил кто-то ещё.', 'Somebody else changed the stage meanwhile.'),
    hint: say('Отправьте ещё раз', 'Push again'),
  })
