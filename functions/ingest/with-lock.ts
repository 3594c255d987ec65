import { hostname } from 'node:os'
import { Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Clock, Runtime } from '#shared/runtime.ts'
import type { Fence, Json, Versioned } from '#shared/state/state.ts'

export const lockName = 'project'
const entryKey = `lock/${lockName}`

export interface Holder {
  readonly owner: string
  readonly host: string
  readonly pid: number
  /** Epoch ms: when it was taken and when it runs out unless renewed. */
  readonly since: number
  readonly until: number
}

export interface LockOptions {
  /** After this time without renewal the lock is free; renewed four times within it. */
  readonly leaseMs?: number
}

/**
 * Runs the work while nobody else may. The signal is aborted when the lock was lost, and the fence refuses late commits.
 * A holder that was killed on this machine is not waited for. Errors: Unavailable LOCKED, naming who holds it since when.
 */
export async function withLock<T>(
  rt: Pick<Runtime, 'state' | 'clock'>,
  owner: string,
  work: (fence: Fence, signal: AbortSignal) => Promise<T>,
  { leaseMs = 20_000 }: LockOptions = {},
): Promise<T> {
  const lock = await take(rt, owner, leaseMs)
  const lost = new AbortController()
  const timer = setInterval(() => lock.renew().catch((error) => lost.abort(error)), leaseMs / 4)
  timer.unref()
  try {
    return await work(lock.fence, lost.signal)
  } finally {
    clearInterval(timer)
    await lock.release()
  }
}

/** Who works on the project now; undefined: nobody, or a run on this machine that is gone. */
export const holderOf = async ({ state, clock }: Pick<Runtime, 'state' | 'clock'>): Promise<Holder | undefined> =>
  atWork(await state.get(entryKey), clock)

function atWork(standing: Versioned | undefined, clock: Clock): Holder | undefined {
  const holder = standing?.value as Holder | null | undefined
  return holder && holder.until > clock.now() && !isGone(holder) ? holder : undefined
}

async function take({ state, clock }: Pick<Runtime, 'state' | 'clock'>, owner: string, leaseMs: number) {
  const standing = await state.get(entryKey)
  const holder = atWork(standing, clock)
  if (holder) throw locked(holder)
  const mine = { owner, host: hostname(), pid: process.pid, since: clock.now(), until: clock.now() + leaseMs }
  let version = await state.putIf(entryKey, mine, standing?.version)
  if (version === undefined) throw locked(((await state.get(entryKey))?.value as Holder | null) ?? mine)
  const fence = await newEpoch(state, owner, clock.now())

  // One step after another: a renewal under way must not collide with the release.
  let last: Promise<void> = Promise.resolve()
  const write = (value: Json) => {
    const step = last.then(async () => {
      version = await state.putIf(entryKey, value, version, fence)
      if (version === undefined) throw lockLost()
    })
    last = step.catch(() => undefined)
    return step
  }
  return {
    fence,
    renew: () => write({ ...mine, until: clock.now() + leaseMs }),
    // Whoever took it over has released us already.
    release: () => write(null).catch(() => undefined),
  }
}

/**
 * The entry says who works; the lease only counts: taking it outdates every earlier holder's fence. It ran out in 1970: a
 * clock that is put back must not find it held.
 */
async function newEpoch(state: Runtime['state'], owner: string, now: number): Promise<Fence> {
  const claim = await state.claim(lockName, owner, -now)
  if (claim.held) return claim.fence
  throw locked({ owner: claim.holder, host: '', pid: 0, since: claim.until, until: claim.until })
}

function isGone({ host, pid }: Holder): boolean {
  if (host !== hostname() || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

const time = (ms: number) => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`

const locked = ({ owner, pid, host, since, until }: Holder) =>
  new Unavailable({
    code: 'LOCKED',
    what: say(
      `С проектом уже работает «${owner}» (процесс ${pid}, ${host}) с ${time(since)}.`,
      `“${owner}” (process ${pid}, ${host}) has been working on this project since ${time(since)}.`,
    ),
    hint: say(
      `Дождитесь конца. Если тот запуск прервался, замок освободится сам: ${time(until)}.`,
      `Wait for it to end. If that run was cut off, the lock frees itself at ${time(until)}.`,
    ),
  })

const lockLost = () =>
  new Unavailable({
    code: 'LOCK_LOST',
    what: say('Замок проекта перешёл к другому запуску.', 'Another run has taken over the lock of the project.'),
    hint: say('Запустите ещё раз: сделанное не пропало.', 'Run it again: what was done is kept.'),
  })
