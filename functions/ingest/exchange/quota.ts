import { Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { State } from '#shared/state/state.ts'
import type { Outside } from '../outside.ts'

/** A bucket that holds `burst` requests and fills at `rate` per `perMs`. */
export interface Quota {
  /** `host`: all connections that use the host share it (limits by IP); `account`: those of one account. */
  readonly per: 'host' | 'account'
  readonly rate: number
  readonly perMs: number
  readonly burst?: number
  /** Only these paths count. */
  readonly path?: RegExp
}

interface Bucket {
  readonly tokens: number
  /** Epoch ms of this count. */
  readonly at: number
  /** Nobody asks before this moment: the system said so. */
  readonly closedUntil: number
}

export interface Gate {
  /** Takes one request out of each bucket, waiting while one is empty. */
  pass(path: string): Promise<void>
  /** Closes the buckets for everybody. */
  close(until: number): Promise<void>
  /** Closes the whole host, whatever account is asked for: the system has sent our address away. */
  shut(until: number): Promise<void>
}

interface GateOptions {
  readonly state: State
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
  readonly random: Outside['random']
  readonly host: string
  readonly account: string
  readonly quotas: readonly Quota[]
}

const longestRestMs = 48 * 3_600_000

/** No system sends us away for longer: a moment further off was counted by a clock that has been put back since. */
export const isResting = (until: number | null | undefined, now: number): until is number =>
  until != null && until > now && until <= now + longestRestMs

/** Epoch ms before which nobody asks this host anything; null: never sent away. */
export const shutKey = (host: string): string => `quota/${host}/shut`

/** Request quotas that all workers share through State. */
export function gateOf({ state, now, wait, random, host, account, quotas }: GateOptions): Gate {
  const buckets = quotas.map((quota, i) => ({
    quota,
    key: quota.per === 'host' ? `quota/${host}/${i}` : `quota/${host}/${account}/${i}`,
  }))
  const take = async (key: string, quota: Quota): Promise<void> => {
    for (let tries = 0; tries < 10_000; tries++) {
      const stored = await state.get(key)
      const { bucket, waitMs } = taken(stored?.value as Bucket | undefined, quota, now())
      if (waitMs > 0) await wait(waitMs)
      else if ((await state.putIf(key, { ...bucket }, stored?.version, undefined, 'soon')) !== undefined) return
      else await wait(Math.ceil(random() * 5))
    }
    throw crowded(host)
  }
  let isOpen = false
  const opened = async () => {
    const until = (await state.get(shutKey(host)))?.value as number | undefined
    if (isResting(until, now())) await wait(until - now())
    isOpen = true
  }
  return {
    async pass(path) {
      // Once a run: whoever else is under way will be sent away as well.
      if (!isOpen) await opened()
      for (const { key, quota } of buckets) if (quota.path?.test(path) ?? true) await take(key, quota)
    },
    async close(until) {
      for (const { key } of buckets) await closeOne(state, key, until, now())
    },
    async shut(until) {
      isOpen = false
      const stored = await state.get(shutKey(host))
      const standing = stored?.value as number | undefined
      if (!isResting(standing, now()) || standing < until) await state.putIf(shutKey(host), until, stored?.version)
    },
  }
}

/** Clocks of two workers differ by less: what was counted later than that was counted by a clock that has been put back. */
const mostSkewMs = 60_000

function taken(bucket: Bucket | undefined, quota: Quota, now: number): { bucket: Bucket; waitMs: number } {
  const burst = quota.burst ?? quota.rate
  const msPerToken = quota.perMs / quota.rate
  const fresh = { tokens: burst, at: now, closedUntil: 0 }
  const { tokens, at, closedUntil } = bucket && bucket.at <= now + Math.max(mostSkewMs, quota.perMs) ? bucket : fresh
  const full = Math.min(burst, tokens + Math.max(0, now - at) / msPerToken)
  const waitMs = Math.max(closedUntil - now, full < 1 ? Math.ceil((1 - full) * msPerToken) : 0)
  return { bucket: { tokens: full - 1, at: Math.max(now, at), closedUntil }, waitMs: Math.max(0, waitMs) }
}

async function closeOne(state: State, key: string, until: number, now: number): Promise<void> {
  const stored = await state.get(key)
  const bucket = (stored?.value as Bucket | undefined) ?? { tokens: 0, at: now, closedUntil: 0 }
  if (bucket.closedUntil >= until) return
  // Losing this race means that somebody has just written: the next 429 closes it again.
  await state.putIf(key, { ...bucket, closedUntil: until }, stored?.version)
}

const crowded = (host: string) =>
  new Unavailable({
    who: host,
    code: 'QUOTA_CROWDED',
    what: say('Слишком много запросов сразу.', 'Too many requests at once.'),
    hint: say('Запустите ещё раз позже.', 'Run it again later.'),
  })
