import { Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Runtime } from '#shared/runtime.ts'
import type { Fence } from '#shared/state/state.ts'
import { type Manifest, runName, sameContents } from '../raw/manifest.ts'
import { manifestKey, readPresent, writeManifest } from '../raw/pointer.ts'
import type { FileConnection, SourceFile } from '../sources/file/index.ts'
import { type SyncSummary, summariseAll, summariseFile, summariseRecords, type UnitOutcome } from '../summary.ts'
import { settleUnits } from '../units/settle-units.ts'
import { collector } from './collector.ts'
import { identify } from './identify.ts'
import { mappingHash, planFiles } from './plan.ts'
import { type FileOutcome, readFiles } from './read-files.ts'

export interface SyncOptions {
  /** Of the project's lock: commits of a run that lost it are refused. */
  readonly fence: Fence
  /** Days that no file has any more go away, and files of the past with them. */
  readonly fullRefresh?: boolean
  /** Says what would be done; writes nothing. */
  readonly dryRun?: boolean
  /** Stops between two batches or units; what was written stays and the next run goes on from it. */
  readonly signal?: AbortSignal
}

/**
 * Brings the records of a connection to what its files say, as one set. Order: raw, units, manifest, pointer; whatever is
 * cut off is done again by the next run. Errors: Unavailable (stopped, fenced, file unreadable), FixConfig, FixData, Bug.
 */
export async function syncConnection(
  rt: Runtime,
  connection: FileConnection,
  files: readonly SourceFile[],
  options: SyncOptions,
): Promise<SyncSummary> {
  const { dryRun = false, fullRefresh = false, signal } = options
  const pulledAt = rt.clock.now()
  const stop = () => {
    if (signal?.aborted) throw stopped(connection.name)
  }
  const present = await readPresent(rt, connection.name, options.fence)
  const before = present.manifest
  const sequence = present.sequence + 1
  const plan = planFiles({ connection, files: await identify(files), before, sequence, fullRefresh })
  const units = collector(connection.rows === 'merge')
  const read = await readFiles({ rt, connection, collector: units, dryRun, stop }, plan.tasks)
  const outcomes = await settleUnits(
    { rt, connection, pulledAt, dryRun, stop, check: present.check },
    { made: units.units(), before: before?.units ?? [], whole: plan.whole },
  )
  if (!dryRun) {
    const manifest = manifestOf(connection, sequence, before, read, outcomes)
    if (manifest !== before) await writeManifest(rt.lake, manifest)
    await present.move(manifest)
    await dropOldRaw(rt, read)
  }
  return summarise(connection, read, outcomes, dryRun)
}

/** The manifest of this run, or the one before where nothing has changed. */
function manifestOf(
  connection: FileConnection,
  sequence: number,
  before: Manifest | undefined,
  read: readonly FileOutcome[],
  outcomes: readonly UnitOutcome[],
): Manifest {
  const made: Omit<Manifest, 'run'> = {
    format: 1,
    connection: connection.name,
    source: connection.source,
    account: connection.account,
    before: before ? manifestKey(before) : null,
    sequence,
    mapping: mappingHash(connection),
    files: read.map(({ facts }) => facts).sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
    units: outcomes
      .filter(({ fate }) => fate !== 'removed')
      .map(({ facts }) => facts)
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
  }
  return before && sameContents(before, made) ? before : { ...made, run: runName(made) }
}

/** Raw that was landed anew with other columns guarded must not live on with what is personal now. */
async function dropOldRaw({ lake }: Runtime, read: readonly FileOutcome[]): Promise<void> {
  for (const { facts, known } of read) if (known && known.raw !== facts.raw) await lake.delete(known.raw)
}

function summarise(
  connection: FileConnection,
  read: readonly FileOutcome[],
  outcomes: readonly UnitOutcome[],
  dryRun: boolean,
): SyncSummary {
  const files = read
    .filter(({ facts }) => facts.lastSeen === null)
    .flatMap(({ facts, known, problem }) => summariseFile(facts, known?.lastSeen === null, problem))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return {
    connection: connection.name,
    source: connection.source,
    account: connection.account,
    files,
    records: summariseRecords(outcomes),
    total: summariseAll(files, outcomes),
    dryRun,
  }
}

const stopped = (who: string) =>
  new Unavailable({
    who,
    code: 'STOPPED',
    what: say('Импорт остановлен.', 'The import was stopped.'),
    hint: say('Запустите ещё раз: он продолжит.', 'Run it again: it goes on.'),
  })
