import type { ConcordError } from '#shared/errors.ts'
import { httpError } from '#shared/errors-http.ts'
import { say } from '#shared/i18n/text.ts'
import { isTimeZone } from '#shared/numbers/zone.ts'
import { addDays } from '#shared/time/dates.ts'
import { todayIn } from '../mapping/days.ts'
import type { Slice, Window } from '../source.ts'
import { isAhead, warnOfFuture } from './future.ts'
import { finishOpen, pullOne } from './one-slice.ts'
import { nextDays, planDays } from './plan.ts'
import { overlapStart } from './recent.ts'
import type { SliceRun } from './slice-run.ts'

export interface Wanted {
  /** The first day that is wanted at all. */
  readonly since: string
  /** Pull again from this day. */
  readonly again?: string
  readonly fullRefresh: boolean
  /** Epoch ms at which this run, of perhaps several calls, has begun. */
  readonly startedAt: number
}

/** One resource of one item, as far as the deadline allows: what was begun, then what is new. */
export async function pullResource(run: SliceRun, wanted: Wanted): Promise<void> {
  const { progress, resource } = run
  if (wanted.fullRefresh && isAhead(run)) await progress.save({ cursor: null, run: null, open: null })
  const { open } = progress.now
  if (open?.complete) await finishOpen(run)
  if (resource.window.kind === 'days') await passUnkept(run, resource.window)
  if (progress.now.open) await finishOpen(run)
  if (resource.window.kind === 'days') return pullDays(run, wanted, resource.window)
  // What an earlier call of this run has begun is read by now: to begin it again in each call might never end.
  if (open && !open.slice.ids && open.startedAt >= wanted.startedAt) return
  // What is asked for again is read again, also the newest rows.
  if (wanted.fullRefresh || wanted.again !== undefined) await progress.save({ recent: [] })
  const slice = nextSlice(run, wanted)
  if (slice) await pullOne(run, slice)
}

type Days = Extract<Window, { kind: 'days' }>

/** A run that was begun over days that the system has let go of since: they would be refused for ever, and all after them. */
async function passUnkept(run: SliceRun, { history }: Days): Promise<void> {
  const { run: standing } = run.progress.now
  if (history === undefined || !standing) return
  const oldest = addDays(todayOf(run), -history)
  if ((standing.done === null ? standing.from : addDays(standing.done, 1)) >= oldest) return
  await run.progress.save({ open: null, run: { ...standing, done: addDays(oldest, -1) } })
}

/** What was begun is brought to its end; an earlier run's end is not today's, nor its wishes today's. */
async function pullDays(run: SliceRun, wanted: Wanted, window: Days): Promise<void> {
  const today = todayOf(run)
  const { run: standing } = run.progress.now
  if (standing) await finishDays(run, window)
  const isOwn = standing && (standing.startedAt ?? 0) >= wanted.startedAt
  const isUpToDate = standing && standing.to >= addDays(today, -1) && wanted.again === undefined
  if (isOwn || isUpToDate) return
  if (await planRun(run, wanted, { window, today })) await finishDays(run, window)
}

function todayOf(run: SliceRun): string {
  const { source, io, rt, connection, item } = run
  const zone = source.zone?.(io.facts, connection.settings, item) ?? 'UTC'
  if (!isTimeZone(zone)) throw noZone(run)
  return todayIn(zone, rt.clock.now())
}

interface Plan {
  readonly window: Days
  readonly today: string
}

async function planRun(run: SliceRun, wanted: Wanted, { window, today }: Plan): Promise<boolean> {
  const { progress, resource, io, rt, connection, item, name } = run
  const told = await resource.restatedFrom?.(io, item, progress.now.ranAt ?? null)
  const announced = typeof told === 'object' ? told.unheardFrom : told
  const heard = typeof told === 'object' ? { heardAt: progress.now.ranAt ?? null } : {}
  // Corrections of days that nobody has asked for are none of ours.
  const corrected = announced && [announced, connection.since ?? ''].sort()[1]
  const again = [wanted.again, corrected].filter((day) => day !== undefined).sort()[0]
  const cursor = wanted.fullRefresh ? null : progress.now.cursor
  const trailing = connection.windows[name] ?? window.trailing
  // Without a first day of its own it looks back from today: what has come since it was last read is wanted all the same.
  const isOpenEnded = connection.since === undefined && cursor !== null
  const since = isOpenEnded ? [wanted.since, addDays(cursor, -trailing)].sort()[0]! : wanted.since
  const range = planDays({ window, cursor, today, since, again, trailing })
  if (range) await progress.save({ run: { ...range, done: null, startedAt: rt.clock.now(), ...heard } })
  else warnOfFuture(run, today)
  return range !== undefined
}

async function finishDays(run: SliceRun, window: Days): Promise<void> {
  const { progress } = run
  for (
    let slice = nextDays(progress.now.run!, window.slice);
    slice;
    slice = nextDays(progress.now.run!, window.slice)
  ) {
    await pullOne(run, slice)
    run.pause()
  }
  const { startedAt = null, heardAt = startedAt } = progress.now.run!
  await progress.save({ run: null, ranAt: heardAt })
}

/** By time: from the cursor, less the overlap, up to now. By id and whole: from where it stands. */
function nextSlice(run: SliceRun, { since, again, fullRefresh }: Wanted): Slice | undefined {
  const { resource, progress, rt } = run
  const { window } = resource
  const now = new Date(rt.clock.now()).toISOString()
  if (window.kind === 'whole') return { from: '', to: '' }
  if (window.kind === 'days') return undefined
  const cursor = fullRefresh ? null : progress.now.cursor
  if (window.by === 'id') return { from: cursor ?? '', to: '' }
  if (cursor !== null && cursor > now) {
    warnOfFuture(run, now)
    return undefined
  }
  const start = `${again ?? since}T00:00:00.000Z`
  const from = cursor === null ? start : overlapStart(cursor, window)
  return { from: again !== undefined && start < from ? start : from, to: now }
}

const noZone = ({ connection, name }: SliceRun): ConcordError =>
  httpError('FixContract', {
    who: `${connection.name}.${name}`,
    code: 'ZONE',
    what: say('Система назвала часовой пояс, которого нет.', 'The system has named a time zone that does not exist.'),
    hint: say('Проверьте часовой пояс в её настройках.', 'Check the time zone in its settings.'),
  })
