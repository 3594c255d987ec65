import { waitOf } from '#shared/http/retry-after.ts'
import type { WireResponse } from '../../source.ts'
import { reportFailed } from './errors.ts'
import type { DirectAsk, DirectIo } from './settings.ts'

/** Kept over restarts: the same slice goes on waiting for the same report. */
export type Begun = {
  /** Epoch ms; part of the names of the slice's reports. */
  readonly at: number
  /** How long this report has been waited for, ms: the time in which nobody waited does not count. */
  readonly waited: number
  /** Epoch ms of the last time that somebody asked, and the pause that was to follow. */
  readonly askedAt: number
  readonly pause: number
  /** It was too heavy to be made while we wait. */
  readonly offline: boolean
}

export interface Memo {
  now: Begun
  /** Errors: Unavailable FENCED. */
  keep(change: Partial<Begun>): Promise<void>
}

const defaultWaitMs = 10_000
export const shortestWaitMs = 1000
const longestWaitMs = 5 * 60_000
/** After this a run waits no more; the next one asks for the same report, with a patience of its own. */
const patienceMs = 3_600_000
/** A report that is done is thrown away after this: whoever asks later stands in the queue again. */
const lifeMs = 5 * 3_600_000
/** Most that an answer itself may take. */
const answerMs = 60_000

/** Where the slice stands with its reports. */
export function memoOf(io: DirectIo, ask: DirectAsk): Memo {
  const at = io.now()
  // Notes of earlier versions say less.
  const begun = { at, waited: 0, askedAt: at, pause: 0, offline: false, ...(ask.memo as Partial<Begun> | null) }
  return {
    now: begun,
    async keep(change) {
      this.now = { ...this.now, ...change }
      await io.remember(this.now)
    },
  }
}

/** A run that was dead has not waited: of the time since the last question only the pause counts, and an answer's own. */
export async function waitFor(io: DirectIo, memo: Memo, response: WireResponse): Promise<void> {
  const { now } = memo
  const since = io.now() - now.askedAt
  const waited = response.status === 201 && since > lifeMs ? 0 : now.waited + Math.min(since, now.pause + answerMs)
  const isTooLong = waited > patienceMs
  const pause = pauseAfter(response, io.now())
  await memo.keep({ waited: isTooLong ? 0 : waited, askedAt: io.now(), pause: isTooLong ? 0 : pause })
  if (isTooLong) throw reportFailed(io.connection.name, 'StopForToday', 'REPORT_QUEUED')
  await io.wait(pause)
}

const pauseAfter = ({ headers }: WireResponse, now: number) =>
  Math.max(shortestWaitMs, Math.min(longestWaitMs, waitOf(headers.retryin, now, defaultWaitMs)))
