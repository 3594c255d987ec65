import type { Fence, Json, State } from '#shared/state/state.ts'
import { eraOf } from '../raw/pointer.ts'

export interface Wish {
  /** Epoch ms. */
  readonly startedAt: number
  readonly again: string | null
  readonly fullRefresh: boolean
  /** By which all is read anew; notes of earlier versions have none. */
  readonly mapping?: string
}

/** One run over all resources of a connection, which may take several calls: what it was asked for and what is done. */
export interface Tour {
  readonly wish: Wish
  /** What it has done before it was cut off lacks the days since. */
  readonly isLate: boolean
  isDone(resource: string, item: string): boolean
  finish(resource: string, item: string): Promise<void>
  end(): Promise<void>
}

interface Standing {
  /** Notes of earlier versions have none. */
  readonly era?: number
  readonly wish: Wish
  readonly done: readonly string[]
}

const key = (connection: string) => `pull-run/${connection}`

/** Goes on with the run that was cut off by a deadline, unless another one is wished for. */
export async function openTour(state: State, connection: string, fence: Fence | undefined, wish: Wish): Promise<Tour> {
  const stored = await state.get(key(connection))
  const standing = stored?.value as unknown as Standing | null | undefined
  const era = await eraOf({ state }, connection)
  // What was read before the connection was forgotten is not done any more.
  const goesOn = standing && (standing.era ?? era) === era && same(standing.wish, wish)
  let now: Standing = goesOn ? standing : { era, wish, done: [] }
  let version = stored?.version
  // A run that has lost its fence is told so by its progress; this note may be lost.
  const save = async (next: Standing | null) => {
    version = (await state.putIf(key(connection), next as unknown as Json, version, fence)) ?? version
  }
  // A run that is cut off before anything is done is still the same one, with the same wish.
  if (!goesOn) await save(now)
  return {
    wish: now.wish,
    isLate: wish.startedAt - now.wish.startedAt > longestMs,
    isDone: (resource, item) => now.done.includes(`${resource}/${item}`),
    finish: async (resource, item) => {
      now = { ...now, done: [...now.done, `${resource}/${item}`] }
      await save(now)
    },
    end: () => save(null),
  }
}

/** Less than from one night to the next. */
const longestMs = 20 * 3_600_000

const isPlain = ({ again, fullRefresh }: Wish) => again === null && !fullRefresh

/** A wish has to be brought to its end, however long ago it was cut off. */
const isStale = (standing: Wish, wish: Wish) => isPlain(standing) && wish.startedAt - standing.startedAt > longestMs

/** A call without wishes of its own goes on with whatever is under way. */
const same = (standing: Wish, wish: Wish) =>
  (isPlain(wish) && !isStale(standing, wish)) ||
  (!isPlain(wish) &&
    standing.again === wish.again &&
    standing.fullRefresh === wish.fullRefresh &&
    isByTheSame(standing, wish))

/** What was read anew by another mapping is not done. */
const isByTheSame = (standing: Wish, { fullRefresh, mapping }: Wish) =>
  !fullRefresh || (standing.mapping ?? mapping) === mapping
