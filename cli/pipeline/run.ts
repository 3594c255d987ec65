import { readBlocked } from '#aggregate/blocked.ts'
import { readPublished } from '#aggregate/published.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../outcome.ts'
import { type BuildOptions, buildAll } from './build.ts'
import { type Locked, withProjectLock } from './lock.ts'
import { reportAll } from './report.ts'
import { syncAll } from './sync.ts'

/** Sync, build, report under one lock. A source that failed does not stop the rest: the report names it. */
export function runPipeline(
  ctx: Context,
  options: BuildOptions,
  sync: (locked: Locked) => Promise<Outcome> = (locked) => syncAll(ctx, {}, locked),
): Promise<Outcome> {
  return withProjectLock(ctx, 'run', async (locked) => {
    const synced = await sync(locked)
    // Said before the build: should a check stop it, the reader has seen what was read.
    ctx.tell(synced.notes ?? [])
    const built = await buildAll(ctx, options, locked).catch(async (error: unknown) => {
      await markPages(ctx)
      throw error
    })
    const reported = await reportAll(ctx, {})
    return {
      result: { sync: synced.result, build: built.result, report: reported.result },
      print: reported.print,
      notes: [...(built.notes ?? []), ...(reported.notes ?? [])],
      next: reported.next,
      exitCode: synced.exitCode || built.exitCode || reported.exitCode || 0,
    }
  })
}

/** A check kept the new numbers back: the pages are written again, so that they say so too. */
async function markPages(ctx: Context): Promise<void> {
  const rt = ctx.runtime()
  if (ctx.signal.aborted || !(await readBlocked(rt)) || !(await readPublished(rt))) return
  ctx.tell((await reportAll(ctx, {})).notes ?? [])
}
