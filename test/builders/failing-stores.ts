import type { Lake } from '#shared/lake/lake.ts'
import type { State } from '#shared/state/state.ts'

export class Crash extends Error {}

/** `before`: the process died on the way to the store. `after`: the store did it, and nobody heard. */
export type CrashMoment = 'before' | 'after'

/** Stores that die at the n-th operation and at every one after it, as a killed process does. */
export function failingStores(lake: Lake, state: State, at: number, moment: CrashMoment) {
  const tally = { operations: 0 }
  const guarded =
    <A extends unknown[], R>(operation: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const number = tally.operations++
      if (number > at || (number === at && moment === 'before')) throw new Crash(`operation ${number}`)
      const answer = await operation(...args)
      if (number === at) throw new Crash(`answer of operation ${number}`)
      return answer
    }
  const failingLake: Lake = {
    get: guarded(lake.get),
    put: guarded(lake.put),
    head: guarded(lake.head),
    list: guarded(lake.list),
    delete: guarded(lake.delete),
  }
  const failingState: State = {
    get: guarded(state.get),
    putIf: guarded(state.putIf),
    claim: state.claim,
    release: state.release,
    list: guarded(state.list),
  }
  return { lake: failingLake, state: failingState, tally }
}
