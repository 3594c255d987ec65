import { withLock } from '#ingest/with-lock.ts'
import type { Fence } from '#shared/state/state.ts'
import type { Context } from '../context.ts'

/** What work under the project's lock gets: the fence for its commits, and a signal for Ctrl-C or a lost lock. */
export interface Locked {
  readonly fence: Fence
  readonly signal: AbortSignal
}

/** Runs the work while no other run may; a second one is told who holds the lock. */
export const withProjectLock = <T>(ctx: Context, verb: string, work: (locked: Locked) => Promise<T>): Promise<T> =>
  withLock(ctx.runtime(), `concord ${verb}`, (fence, lost) =>
    work({ fence, signal: AbortSignal.any([ctx.signal, lost]) }),
  )
