import { afterWorking, day, hour, isWorking, minute } from './calendar.ts'
import type { Random } from './random.ts'
import type { Request } from './requests.ts'

export interface Call {
  readonly moment: number
  readonly seconds: number
  readonly isAnswered: boolean
  readonly manager: string
}

export interface FirstCalls {
  readonly calls: readonly Call[]
  /** The end of the last of them; for a lead that nobody called, its creation */
  readonly last: number
}

/** Calls until somebody answers. Who is not reached is called three or more times. */
export function callsOf(request: Request, manager: string, random: Random, end: number): FirstCalls {
  if (request.outcome === 'untouched') return { calls: [], last: request.created }
  const first = firstAttempt(request.created, random)
  const attempts = request.outcome === 'unreached' ? random.between(3, 5) : random.chance(0.96) ? 1 : 2
  const calls: Call[] = []
  for (let i = 0; i < attempts; i++) {
    const moment = i === 0 ? first : Math.min(afterWorking(calls[i - 1]!.moment + gap(random), 1), end - (9 - i) * hour)
    const isAnswered = i === attempts - 1 && request.outcome !== 'unreached'
    calls.push({ moment, seconds: isAnswered ? random.between(45, 540) : random.between(18, 40), isAnswered, manager })
  }
  const last = calls.at(-1)!
  return { calls, last: last.moment + last.seconds * 1000 }
}

/** In the day they call back at once; who comes after 18:00 waits until the next morning, and then for the morning meeting. */
function firstAttempt(created: number, random: Random): number {
  const isEvening = created % day >= 18 * hour
  const isPrompt = random.chance(isWorking(created) ? 0.96 : isEvening ? 0.34 : 0.85)
  const minutes = isPrompt ? random.between(2, 13) : random.between(22, isEvening ? 150 : 110)
  return afterWorking(created, minutes) + random.between(0, 50) * 1000
}

const gap = (random: Random): number => random.between(40, 400) * minute
