import { isFile, loadConnections } from '#ingest/connection/connections.ts'
import { replayConnection } from '#ingest/replay.ts'
import { sourceOf } from '#ingest/sources/index.ts'
import type { SyncSummary } from '#ingest/summary.ts'
import { say } from '#shared/i18n/text.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../outcome.ts'
import { chosen } from '../pipeline/chosen.ts'
import { type Locked, withProjectLock } from '../pipeline/lock.ts'
import { summaryNotes } from '../pipeline/sync-notes.ts'

/** Files are read again from raw by any sync whose mapping has changed: only systems need it. */
export const replayLocked = (ctx: Context, select: string | undefined): Promise<Outcome> =>
  withProjectLock(ctx, 'replay', (locked) => replay(ctx, locked, select))

const nothing: Outcome = {
  result: { connections: [] },
  notes: [
    say(
      'Собирать заново нечего: среди этих подключений нет систем. Файлы с поправленным подключением перечитает concord sync.',
      'There is nothing to make again: none of these connections is a system. Files whose connection was corrected are read again by concord sync.',
    ),
  ],
}

async function replay(ctx: Context, locked: Locked, select: string | undefined): Promise<Outcome> {
  const rt = ctx.runtime()
  const summaries: SyncSummary[] = []
  for (const connection of chosen(await loadConnections(ctx.projectDir), select)) {
    if (isFile(connection)) continue
    summaries.push(await replayConnection(rt, sourceOf(connection.kind)!, connection, { signal: locked.signal }))
  }
  if (summaries.length === 0) return nothing
  const notes = await Promise.all(summaries.map((summary) => summaryNotes(summary, rt.lake)))
  return {
    result: { connections: summaries },
    notes: notes.flat(),
    next: say('concord build', 'concord build'),
  }
}
