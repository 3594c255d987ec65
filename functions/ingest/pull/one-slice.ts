import { type ConcordError, FixData } from '#shared/errors.ts'
import { httpError, RetryWithBackoffError, SplitSliceError } from '#shared/errors-http.ts'
import { say } from '#shared/i18n/text.ts'
import { datesBetween } from '#shared/time/dates.ts'
import type { Slice } from '../source.ts'
import { settleOpen } from './settle-open.ts'
import { pullPages } from './slice.ts'
import type { SliceRun } from './slice-run.ts'

const mostRestarts = 3

/** Pulls and settles one slice; one that is too large is halved, until it is a day. */
export async function pullOne(run: SliceRun, slice: Slice): Promise<void> {
  const { progress, rt } = run
  const open = { slice, pages: [], offset: 0, next: null, memo: null, startedAt: rt.clock.now(), complete: false }
  await progress.save({ open })
  await finishOpen(run)
}

/** What an earlier call has begun goes on where it stands. */
export async function finishOpen(run: SliceRun): Promise<void> {
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

/** What had landed may be gone with the lake: nothing of it is settled yet, so it can be asked for again. */
const isRestart = (error: unknown) =>
  (error instanceof RetryWithBackoffError && error.code === 'RESTART') ||
  (error instanceof FixData && error.code === 'RAW_LOST')

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
