import { addDays } from '#shared/time/dates.ts'
import type { Window } from '../source.ts'
import type { Progress } from './progress.ts'

type Days = Extract<Window, { kind: 'days' }>

interface Wish {
  readonly window: Days
  readonly cursor: Progress['cursor']
  /** In the source's zone. */
  readonly today: string
  /** The first day that is wanted at all. */
  readonly since: string
  /** Pull again from here, though it is settled. */
  readonly again: string | undefined
  readonly trailing: number
}

/** The days of a run: what is new, and the trailing days that the system may still correct. Today is never among them. */
export function planDays({
  window,
  cursor,
  today,
  since,
  again,
  trailing,
}: Wish): { from: string; to: string } | undefined {
  const to = addDays(today, -1)
  // A cursor from the future is somebody's mistake: nothing is read, nothing is lost.
  if (cursor !== null && cursor > to && cursor !== today) return undefined
  const settles = Math.max(1, trailing)
  // Days that were too young when they were last read, however long ago that was; the cursor was that run's yesterday.
  const next = cursor === null ? since : addDays(cursor, Math.min(1, 2 - settles))
  const planned = later(since, [next, addDays(today, -settles)].sort()[0]!)
  const oldest = window.history === undefined ? '' : addDays(today, -window.history)
  const from = later(oldest, again !== undefined && again < planned ? again : planned)
  return from <= to ? { from, to } : undefined
}

const later = (a: string, b: string) => (a > b ? a : b)

/** The next days of a run: as many as one request may hold. */
export function nextDays(run: NonNullable<Progress['run']>, most: number): { from: string; to: string } | undefined {
  const from = run.done === null ? run.from : addDays(run.done, 1)
  if (from > run.to) return undefined
  const end = addDays(from, Math.max(1, Math.min(most, run.most ?? most)) - 1)
  return { from, to: end < run.to ? end : run.to }
}
