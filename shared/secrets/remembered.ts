import type { Clock, Secrets } from '#shared/runtime.ts'

/** Secrets that are read often: a value is asked for anew after five minutes. */
export interface RememberedSecrets {
  read(name: string): Promise<string | undefined>
  /** For a value that proved wrong. Ten seconds have to pass, so that wrong guesses don't cost a call each. */
  readAgain(name: string): Promise<string | undefined>
}

interface Known {
  readonly value: string | undefined
  readonly readAt: number
}

const longest = 300_000
const soonest = 10_000

/** Lives as long as its process. A name without a value is asked for again as a wrong one is. */
export function secretMemory(): (secrets: Secrets, clock: Clock) => RememberedSecrets {
  const known = new Map<string, Known>()
  return (secrets, clock) => {
    const within = async (name: string, ms: number): Promise<string | undefined> => {
      const last = known.get(name)
      const age = last ? clock.now() - last.readAt : Number.POSITIVE_INFINITY
      if (last && age >= 0 && age < (last.value === undefined ? soonest : ms)) return last.value
      const value = await secrets.read(name)
      known.set(name, { value, readAt: clock.now() })
      return value
    }
    return { read: (name) => within(name, longest), readAgain: (name) => within(name, soonest) }
  }
}
