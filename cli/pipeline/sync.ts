import { type Connection, isFile, loadConnections } from '#ingest/connection/connections.ts'
import { runConnection } from '#ingest/connection/run-connection.ts'
import type { Outside } from '#ingest/outside.ts'
import { connectionsInLake } from '#ingest/raw/pointer.ts'
import { type FileConnection, listFiles } from '#ingest/sources/file/index.ts'
import type { SyncSummary } from '#ingest/summary.ts'
import { ConcordError, FixConfig, type Problem } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import { checkSince } from '../connect/since.ts'
import { resumesAt } from '../connect/standing.ts'
import type { Context } from '../context.ts'
import { exitCodeOf, printFailure } from '../failure.ts'
import type { Outcome } from '../outcome.ts'
import { chosen } from './chosen.ts'
import { type Locked, withProjectLock } from './lock.ts'
import { orphanNotes, summaryNotes } from './sync-notes.ts'

export interface SyncOptions {
  select?: string
  /** Pull again from this day (systems only). */
  since?: string
  fullRefresh?: boolean
  dryRun?: boolean
  /** Default: the network and the clock of this machine. */
  outside?: Outside
}

/** Share of quarantined rows above which the outcome says that the data is incomplete. */
const worrying = 0.05

export const syncLocked = (ctx: Context, options: SyncOptions): Promise<Outcome> =>
  withProjectLock(ctx, 'sync', (locked) => syncAll(ctx, options, locked))

/** Reads every chosen connection; one that fails does not stop the others, but the exit code tells. */
export async function syncAll(ctx: Context, options: SyncOptions, locked: Locked): Promise<Outcome> {
  checkSince(options.since, ctx.runtime().clock.now())
  const all = await loadConnections(ctx.projectDir)
  const connections = chosen(all, options.select)
  const summaries: SyncSummary[] = []
  const failed: Problem[] = []
  const [thrown, resting] = [new Set<number>(), new Map<string, number>()]
  for (const connection of connections) {
    try {
      const { summary, resumeAt, rests } = await syncOne(ctx, connection, options, locked)
      summaries.push(summary)
      const problems = tellProblems(ctx, connection, summary)
      if (resumeAt !== undefined) resting.set(connection.name, resumeAt)
      failed.push(...problems.filter((problem) => !rests.includes(problem)))
    } catch (error) {
      if (!(error instanceof ConcordError) || ctx.signal.aborted) throw error
      printFailed(ctx, error)
      failed.push(...error.problems)
      thrown.add(exitCodeOf(error))
    }
  }
  const isPartial = resting.size > 0 || summaries.some(isIncomplete)
  const exitCode = failed.length > 0 || summaries.some(hasLostFile) ? failedCode(summaries, thrown) : isPartial ? 4 : 0
  const next = options.dryRun ? say('concord sync', 'concord sync') : say('concord build', 'concord build')
  return {
    result: {
      connections: summaries,
      resumesAt: Object.fromEntries([...resting].map(([name, at]) => [name, new Date(at).toISOString()])),
      failed: failed.map((p) => ({ code: p.code, who: p.who, message: p.what[ctx.language] })),
    },
    notes: [
      ...(await notesOf(ctx, summaries, all)),
      ...[...resting].map(([name, at]) => resumesAt(name, at)),
      ...(options.dryRun ? [nothingWritten] : []),
    ],
    next: exitCode === 0 || exitCode === 4 ? next : undefined,
    exitCode,
  }
}

/** When nothing at all was read and all for one reason, its own code says what to do; else a source has failed. */
function failedCode(summaries: readonly SyncSummary[], thrown: ReadonlySet<number>): 1 | 3 | 5 {
  const [only] = thrown
  return summaries.length === 0 && thrown.size === 1 && (only === 3 || only === 5) ? only : 1
}

async function notesOf(ctx: Context, summaries: readonly SyncSummary[], connections: readonly Connection[]) {
  const { lake } = ctx.runtime()
  const notes = await Promise.all(summaries.map((summary) => summaryNotes(summary, lake)))
  const names = connections.map(({ name }) => name)
  const orphans = orphanNotes(await connectionsInLake({ lake }), names)
  return [...notes.flat(), ...orphans, ...(names.length === 0 ? [nothingConnected] : [])]
}

async function syncOne(ctx: Context, connection: Connection, options: SyncOptions, locked: Locked) {
  const rt = ctx.runtime()
  const {
    summary,
    warnings,
    resumeAt,
    rests = [],
  } = await runConnection(rt, connection, {
    files: async () => (isFile(connection) ? filesOf(ctx, connection) : []),
    since: options.since,
    fullRefresh: options.fullRefresh,
    dryRun: options.dryRun,
    outside: options.outside,
    fence: locked.fence,
    signal: locked.signal,
  })
  ctx.tell(warnings.map(({ ru, en }) => say(`  ⚠ ${ru}`, `  ⚠ ${en}`)))
  return { summary, resumeAt, rests }
}

/** Parts of a system that could not be read, though others could. */
function tellProblems(ctx: Context, connection: Connection, { files }: SyncSummary): readonly Problem[] {
  if (isFile(connection)) return []
  const problems = files.flatMap(({ problem }) => problem ?? [])
  if (problems.length > 0) printFailed(ctx, new ConcordError(problems))
  return problems
}

/** Below the progress so far. */
function printFailed(ctx: Context, error: ConcordError): void {
  const { language, projectDir } = ctx
  ctx.tell([])
  printFailure(error, { language, projectDir, json: false, verbose: false })
}

/** None where all of them were put away after an import: what stands in the lake is then read again. */
async function filesOf(ctx: Context, connection: FileConnection) {
  try {
    return await listFiles(connection, ctx.projectDir, process.env)
  } catch (error) {
    const isGone = error instanceof FixConfig && error.problems.every(({ code }) => code === 'NO_FILES')
    if (isGone && (await connectionsInLake(ctx.runtime())).includes(connection.name)) return []
    throw error
  }
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
