import type { Engine } from './engine.ts'
import { csvOf } from './results.ts'
import { cancelRun, databaseOf, failRun, isOver, type Run } from './run.ts'
import { type Workgroups, workgroupOf } from './workgroups.ts'

export interface WorkerOptions {
  readonly engine: Engine
  /** Keeps result files. */
  readonly put: (bucket: string, key: string, text: string) => Promise<void>
  readonly workgroups?: Workgroups
  /** Further statements wait as QUEUED. */
  readonly maxConcurrent?: number
  /** What breaks a statement on the service's side, before it runs. */
  readonly breakdown?: (sql: string) => string | undefined
}

async function execute(run: Run, { engine, put, workgroups = {}, breakdown }: WorkerOptions): Promise<void> {
  const broken = breakdown?.(run.sql)
  if (broken) throw new Error(broken)
  const catalog = run.input.QueryExecutionContext?.Catalog ?? 'AwsDataCatalog'
  const result = await engine.execute(run.sql, { database: databaseOf(run), catalog, signal: run.abort.signal })
  if (isOver(run)) return
  run.scannedBytes = result.scannedBytes
  const cutoff = workgroupOf(workgroups, run.input.WorkGroup).BytesScannedCutoffPerQuery
  if (cutoff && result.scannedBytes > cutoff) {
    cancelRun(run, 'Query cancelled! : Bytes scanned limit was exceeded')
    return
  }
  if (run.category.type === 'DML') await put(run.bucket, `${run.prefix}${run.id}.csv`, csvOf(result))
  run.result = result
  run.state = 'SUCCEEDED'
}

/** Runs statements to their end, so many at a time. */
export function worker(options: WorkerOptions): (run: Run) => Promise<void> {
  const waiting: (() => void)[] = []
  let active = 0
  return async (run) => {
    if (active >= (options.maxConcurrent ?? 20)) await new Promise<void>((resolve) => waiting.push(resolve))
    active++
    try {
      if (isOver(run)) return
      run.state = 'RUNNING'
      await execute(run, options)
    } catch (cause) {
      failRun(run, cause)
    } finally {
      active--
      waiting.shift()?.()
    }
  }
}
