import type { Context } from '../context.ts'
import type { Outcome } from '../outcome.ts'
import { type BuildOptions, buildAll } from './build.ts'
import { withProjectLock } from './lock.ts'
import { reportAll } from './report.ts'
import { syncAll } from './sync.ts'

/** Sync, build, report under one lock. A source that failed does not stop the rest: the report names it. */
export function runPipeline(ctx: Context, options: BuildOptions): Promise<Outcome> {
  return withProjectLock(ctx, 'run', async (locked) => {
    const synced = await syncAll(ctx, {}, locked)
    // Said before the build: should a check stop it, the reader has seen what was read.
    ctx.tell(synced.notes ?? [])
    const built = await buildAll(ctx, options, locked)
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
