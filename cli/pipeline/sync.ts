import { connectionsInLake } from '#ingest/pointer.ts'
import { type FileConnection, listFiles, loadConnections } from '#ingest/sources/file/index.ts'
import type { SyncSummary } from '#ingest/summary.ts'
import { syncConnection } from '#ingest/sync-connection.ts'
import { ConcordError, FixConfig, type Problem } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { Context } from '../context.ts'
import { printFailure } from '../failure.ts'
import type { Outcome } from '../outcome.ts'
import type { Locked } from './lock.ts'
import { orphanNotes, summaryNotes } from './sync-notes.ts'

export interface SyncOptions {
  select?: string
  fullRefresh?: boolean
  dryRun?: boolean
}

/** Share of quarantined rows above which the outcome says that the data is incomplete. */
const worrying = 0.05

/** Reads every chosen connection; one that fails does not stop the others, but the exit code tells. */
export async function syncAll(ctx: Context, options: SyncOptions, locked: Locked): Promise<Outcome> {
  const all = await loadConnections(ctx.projectDir)
  const connections = chosen(all, options.select)
  const summaries: SyncSummary[] = []
  const failed: Problem[] = []
  for (const connection of connections) {
    try {
      summaries.push(await syncOne(ctx, connection, options, locked))
    } catch (error) {
      if (!(error instanceof ConcordError) || ctx.signal.aborted) throw error
      printFailure(error, { language: ctx.language, json: false, verbose: false })
      failed.push(...error.problems)
    }
  }
  const exitCode = failed.length > 0 || summaries.some(hasLostFile) ? 1 : summaries.some(isIncomplete) ? 4 : 0
  const next = options.dryRun ? say('concord sync', 'concord sync') : say('concord build', 'concord build')
  return {
    result: {
      connections: summaries,
      failed: failed.map((p) => ({ code: p.code, who: p.who, message: p.what[ctx.language] })),
    },
    notes: [...(await notesOf(ctx, summaries, all)), ...(options.dryRun ? [nothingWritten] : [])],
    next: exitCode === 1 ? undefined : next,
    exitCode,
  }
}

async function notesOf(ctx: Context, summaries: readonly SyncSummary[], connections: readonly FileConnection[]) {
  const { lake } = ctx.runtime()
  const notes = await Promise.all(summaries.map((summary) => summaryNotes(summary, lake)))
  const names = connections.map(({ name }) => name)
  const orphans = orphanNotes(await connectionsInLake({ lake }), names)
  return [...notes.flat(), ...orphans, ...(names.length === 0 ? [nothingConnected] : [])]
}

async function syncOne(ctx: Context, connection: FileConnection, options: SyncOptions, locked: Locked) {
  const rt = ctx.runtime()
  const files = await listFiles(connection, ctx.projectDir, process.env)
  return syncConnection(rt, connection, files, {
    fullRefresh: options.fullRefresh,
    dryRun: options.dryRun,
    fence: locked.fence,
    signal: locked.signal,
  })
}

function chosen(connections: readonly FileConnection[], select: string | undefined): readonly FileConnection[] {
  if (!select) return connections
  const names = select.split(',').map((name) => name.trim())
  const unknown = names.filter((name) => !connections.some((connection) => connection.name === name))
  if (unknown.length === 0) return connections.filter((connection) => names.includes(connection.name))
  const known = connections.map((connection) => connection.name).join(', ') || '—'
  throw new FixConfig({
    code: 'UNKNOWN_CONNECTION',
    what: say(`нет подключения ${unknown.join(', ')}`, `there is no connection ${unknown.join(', ')}`),
    hint: say(`Есть: ${known}`, `There are: ${known}`),
  })
}

const isIncomplete = (summary: SyncSummary): boolean => {
  const { read, quarantined } = summary.total
  return read > 0 && quarantined / read > worrying
}

/** A file of which no row at all could be taken: as good as a source that failed. */
const hasLostFile = ({ files }: SyncSummary): boolean =>
  files.some(({ read, quarantined }) => read > 0 && quarantined === read)

const nothingWritten: Text = say('Это проба: ничего не записано.', 'This was a trial: nothing was written.')

const nothingConnected: Text = say(
  'Подключений пока нет. Начните с файла: concord connect file ВЫГРУЗКА.csv',
  'There are no connections yet. Start with a file: concord connect file EXPORT.csv',
)
