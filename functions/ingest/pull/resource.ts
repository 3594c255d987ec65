import type { ConcordError } from '#shared/errors.ts'
import { httpError, RetryWithBackoffError, SplitSliceError } from '#shared/errors-http.ts'
import { say } from '#shared/i18n/text.ts'
import { isTimeZone } from '#shared/numbers/zone.ts'
import { datesBetween } from '#shared/time/dates.ts'
import { todayIn } from '../mapping/days.ts'
import type { Slice } from '../source.ts'
import { nextDays, planDays } from './plan.ts'
import { overlapOf, settleOpen } from './settle-open.ts'
import { pullPages } from './slice.ts'
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

const mostRestarts = 3

/** One resource of one item, as far as the deadline allows: what was begun, then what is new. */
export async function pullResource(run: SliceRun, wanted: Wanted): Promise<void> {
  const { progress, resource } = run
  const { open } = progress.now
  if (open) await finishOpen(run)
  if (resource.window.kind === 'days') return pullDays(run, wanted)
  // What an earlier call of this run has begun is read by now: to begin it again in each call might never end.
  if (open && !open.slice.ids && open.startedAt >= wanted.startedAt) return
  if (wanted.fullRefresh) await progress.save({ recent: [] })
  const slice = nextSlice(run, wanted)
  if (slice) await pullOne(run, slice)
}

async function pullDays(run: SliceRun, wanted: Wanted): Promise<void> {
  const { progress, resource, source, io, rt, connection, item, name } = run
  const { window } = resource
  if (window.kind !== 'days') return
  if (!progress.now.run) {
    const zone = source.zone?.(io.facts, connection.settings, item) ?? 'UTC'
    if (!isTimeZone(zone)) throw noZone(run)
    const today = todayIn(zone, rt.clock.now())
    const announced = await resource.restatedFrom?.(io, item, progress.now.ranAt ?? null)
    // Corrections of days that nobody has asked for are none of ours.
    const corrected = announced && [announced, connection.since ?? ''].sort()[1]
    const again = [wanted.again, corrected].filter((day) => day !== undefined).sort()[0]
    const cursor = wanted.fullRefresh ? null : progress.now.cursor
    const trailing = connection.windows[name] ?? window.trailing
    const range = planDays({ window, cursor, today, since: wanted.since, again, trailing })
    if (!range) return warnOfFuture(run, today)
    await progress.save({ run: { ...range, done: null, startedAt: rt.clock.now() } })
  }
  for (
    let slice = nextDays(progress.now.run!, window.slice);
    slice;
    slice = nextDays(progress.now.run!, window.slice)
  ) {
    await pullOne(run, slice)
    run.pause()
  }
  await progress.save({ run: null, ranAt: progress.now.run!.startedAt ?? null })
}

function warnOfFuture({ progress, rt, connection, name, tally }: SliceRun, today: string): void {
  const { cursor } = progress.now
  if (cursor === null || cursor < today) return
  rt.log.warn('cursor in the future', { connection: connection.name, resource: name, cursor })
  tally.warn([
    say(
      `${name}: курсор стоит в будущем (${cursor}); ничего не читаем.`,
      `${name}: the cursor stands in the future (${cursor}); nothing is read.`,
    ),
  ])
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
  const from = cursor === null ? start : new Date(Date.parse(cursor) - overlapOf(window)).toISOString()
  return { from: again !== undefined && start < from ? start : from, to: now }
}

/** Pulls and settles one slice; one that is too large is halved, until it is a day. */
export async function pullOne(run: SliceRun, slice: Slice): Promise<void> {
  const { progress, rt } = run
  const open = { slice, pages: [], offset: 0, next: null, memo: null, startedAt: rt.clock.now(), complete: false }
  await progress.save({ open })
  await finishOpen(run)
}

async function finishOpen(run: SliceRun): Promise<void> {
  const { progress, resource } = run
  const every = resource.window.kind === 'cursor' ? resource.window.settleEvery : undefined
  for (let restarts = 0; ; ) {
    try {
      const settleSome = async () => {
        if (every && progress.now.open!.pages.length >= every && progress.now.open!.next !== null) await settleOpen(run)
      }
      // A run cut off between a page and its settling must cut the pages as an undisturbed one does.
      await settleSome()
      if (!progress.now.open!.complete) await pullPages(run, settleSome)
      return await settleOpen(run)
    } catch (error) {
      if (error instanceof SplitSliceError) return split(run, error)
      if (!isRestart(error)) throw error
      if (++restarts > mostRestarts) throw unsteady(run)
      const { open } = progress.now
      await progress.save({ open: { ...open!, pages: [], offset: 0, next: null, memo: null, complete: false } })
      await run.io.wait(1000 * 2 ** restarts)
    }
  }
}

const isRestart = (error: unknown) => error instanceof RetryWithBackoffError && error.code === 'RESTART'

/** The rest of the run asks for half as many days at a time. */
async function split(run: SliceRun, error: SplitSliceError): Promise<void> {
  const { progress, resource } = run
  const { open, run: standing } = progress.now
  const days = resource.window.kind === 'days' && standing ? datesBetween(open!.slice.from, open!.slice.to).length : 1
  await progress.save({ open: null })
  if (days < 2 || !standing) {
    throw httpError('FixContract', { ...(error.problems[0] ?? unsplit), code: 'UNSPLITTABLE', hint: unsplit.what })
  }
  await progress.save({ run: { ...standing, most: Math.floor(days / 2) } })
}

const unsplit = {
  code: 'UNSPLITTABLE',
  what: say('Меньше этот запрос не сделать.', 'This request can not be made smaller.'),
}

const unsteady = ({ connection, name }: SliceRun): ConcordError =>
  httpError('FixContract', {
    who: `${connection.name}.${name}`,
    code: 'UNSTEADY',
    what: say('Страницы меняются при каждом чтении.', 'The pages change each time they are read.'),
    hint: say('Запустите позже.', 'Run it later.'),
  })

const noZone = ({ connection, name }: SliceRun): ConcordError =>
  httpError('FixContract', {
    who: `${connection.name}.${name}`,
    code: 'ZONE',
    what: say('Система назвала часовой пояс, которого нет.', 'The system has named a time zone that does not exist.'),
    hint: say('Проверьте часовой пояс в её настройках.', 'Check the time zone in its settings.'),
  })
