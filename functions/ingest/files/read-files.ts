import type { Problem } from '#shared/errors.ts'
import type { RecordName } from '#shared/records/index.ts'
import type { Runtime } from '#shared/runtime.ts'
import type { FileFacts } from '../raw/manifest.ts'
import type { FileConnection } from '../sources/file/index.ts'
import type { Collector } from './collector.ts'
import { isNeeded, type Task } from './plan.ts'
import { personalKey } from './protect.ts'
import { type ReadContext, readTask } from './read-task.ts'

export interface FileOutcome {
  readonly facts: FileFacts
  readonly known: FileFacts | undefined
  readonly problem: Problem | null
}

interface Reader {
  readonly rt: Runtime
  readonly connection: FileConnection
  readonly collector: Collector
  readonly dryRun: boolean
  /** Throws when the run was stopped. */
  readonly stop: () => void
}

/** Reads what has to be read, in the plan's order; the other files keep the facts of the last run. */
export async function readFiles(reader: Reader, tasks: readonly Task[]): Promise<readonly FileOutcome[]> {
  const { connection, collector } = reader
  const context = await contextOf(reader)
  const outcomes: FileOutcome[] = []
  for (const task of tasks) {
    const { known, names, lastSeen } = task
    const needed = isNeeded(task, connection.rows === 'merge', (facts) => hasOpenDay(collector, facts))
    const taken = needed ? await readTask(context, task) : undefined
    const standing = taken && !(task.restated && known) ? taken.facts : { ...known!, names, lastSeen }
    outcomes.push({ facts: standing, known, problem: (taken?.reading ?? known)?.problem ?? null })
  }
  return outcomes
}

const hasOpenDay = (collector: Collector, { days }: FileFacts): boolean =>
  Object.entries(days).some(([record, list]) => list.some((day) => collector.has(record as RecordName, day)))

async function contextOf({ rt, connection, collector, dryRun, stop }: Reader): Promise<ReadContext> {
  let done = 0
  const seen = new Map<string, Set<string>>()
  return {
    lake: rt.lake,
    connection,
    key: await personalKey(connection, rt.secrets),
    collector,
    dryRun,
    tick(rows) {
      stop()
      done += rows
      rt.progress.step(`read ${connection.name}`, done, undefined, 'rows')
    },
    seen(layer, header) {
      if (connection.duplicates === 'keep') return undefined
      const name = JSON.stringify([layer, header])
      const rows = seen.get(name) ?? new Set<string>()
      seen.set(name, rows)
      return rows
    },
  }
}
