import type { Fence, Json, State } from '#shared/state/state.ts'

export interface Wish {
  /** Epoch ms. */
  readonly startedAt: number
  readonly again: string | null
  readonly fullRefresh: boolean
}

/** One run over all resources of a connection, which may take several calls: what it was asked for and what is done. */
export interface Tour {
  readonly wish: Wish
  isDone(resource: string, item: string): boolean
  finish(resource: string, item: string): Promise<void>
  end(): Promise<void>
}

interface Standing {
  readonly wish: Wish
  readonly done: readonly string[]
}

const key = (connection: string) => `pull-run/${connection}`

/** Goes on with the run that was cut off by a deadline, unless another one is wished for. */
export async function openTour(state: State, connection: string, fence: Fence | undefined, wish: Wish): Promise<Tour> {
  const stored = await state.get(key(connection))
  const standing = stored?.value as unknown as Standing | null | undefined
  const goesOn = standing && same(standing.wish, wish)
  let now: Standing = goesOn ? standing : { wish, done: [] }
  let version = stored?.version
  // A run that has lost its fence is told so by its progress; this note may be lost.
  const save = async (next: Standing | null) => {
    version = (await state.putIf(key(connection), next as unknown as Json, version, fence)) ?? version
  }
  return {
    wish: now.wish,
    isDone: (resource, item) => now.done.includes(`${resource}/${item}`),
    finish: async (resource, item) => {
      now = { ...now, done: [...now.done, `${resource}/${item}`] }
      await save(now)
    },
    end: () => save(null),
  }
}

/** A call without wishes of its own goes on with whatever is under way. */
const same = (standing: Wish, wish: Wish) =>
  (wish.again === null && !wish.fullRefresh) ||
  (standing.again === wish.again && standing.fullRefresh === wish.fullRefresh)
