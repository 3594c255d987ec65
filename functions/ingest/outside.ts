import { setTimeout as sleep } from 'node:timers/promises'
import { Unavailable } from '#shared/errors.ts'
import { fetchHttp } from '#shared/http/fetch.ts'
import type { Http } from '#shared/http/http.ts'
import { say } from '#shared/i18n/text.ts'
import type { Runtime } from '#shared/runtime.ts'

/** What a pull needs of the world beyond the runtime. */
export interface Outside {
  readonly http: Http
  /** Waits by the runtime's clock; ends early, with an error, when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** 0 ≤ random < 1, for jitter only. */
  random(): number
}

export type PullRuntime = Runtime & Outside

export const realOutside = (): Outside => ({
  http: fetchHttp(),
  sleep: async (ms, signal) => {
    await sleep(ms, undefined, { signal })
  },
  random: Math.random,
})

/** The deadline of this call comes before the work is done: what was read stays, the next call goes on. */
export class OutOfTime extends Unavailable {
  /** Epoch ms from which going on makes sense. */
  readonly resumeAt: number

  constructor(resumeAt: number) {
    super({
      who: 'pull',
      code: 'OUT_OF_TIME',
      what: say('Время вышло, остальное — в следующий раз.', 'Time is up; the rest follows next time.'),
    })
    this.resumeAt = resumeAt
  }
}
