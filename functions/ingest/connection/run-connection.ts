import type { Runtime } from '#shared/runtime.ts'
import type { Fence } from '#shared/state/state.ts'
import { dryStores } from '../dry-stores.ts'
import { syncConnection } from '../files/sync-connection.ts'
import { type Outside, realOutside } from '../outside.ts'
import { type Pulled, type PullOptions, pullConnection } from '../pull/pull.ts'
import type { SourceConnection } from '../source-connection.ts'
import type { SourceFile } from '../sources/file/index.ts'
import { sourceOf } from '../sources/index.ts'
import { type Connection, isFile } from './connections.ts'
import { leftItems } from './left-items.ts'
import { forgetLost, hasRecords } from './lost-records.ts'
import { isOtherMapping, noteMadeBy, otherMapping, readMadeBy, refuseOtherOwner, withDroppedWords } from './made-by.ts'

export interface RunOptions extends PullOptions {
  readonly fence: Fence
  /** The files of a file connection. */
  readonly files?: () => Promise<readonly SourceFile[]>
  readonly outside?: Outside
}

/** Brings the records of a connection up to date, whatever its kind. `done` false: call again. */
export async function runConnection(rt: Runtime, connection: Connection, options: RunOptions): Promise<Pulled> {
  if (isFile(connection)) {
    const files = (await options.files?.()) ?? []
    return { done: true, summary: await syncConnection(rt, connection, files, options), warnings: [] }
  }
  return runSystem(rt, connection, options)
}

async function runSystem(rt: Runtime, connection: SourceConnection, options: RunOptions): Promise<Pulled> {
  const { dryRun = false, fullRefresh = false } = options
  const standing = await readMadeBy(rt, connection)
  refuseOtherOwner(standing, connection)
  const fence = dryRun ? undefined : options.fence
  const stores = dryRun ? dryStores(rt) : rt
  const lost = await forgetLost({ ...rt, ...stores }, connection, standing, options.fence)
  const made = lost.length > 0 ? undefined : standing
  // Before the first record, so that one that is cut off is known too.
  const isOther = isOtherMapping(made, connection)
  if ((!made || isOther) && !dryRun) await noteMadeBy(rt, connection, { fence, isWhole: !made, readAt: null })
  const outside = options.outside ?? realOutside()
  const startedAt = rt.clock.now()
  const remake = fullRefresh && isOther
  const read = remake ? withDroppedWords(made, connection) : connection
  const places = { ...rt, ...stores, ...outside }
  const pulled = await pullConnection(places, sourceOf(connection.kind)!, read, { ...options, fence, remake })
  // Who was sent away, or rests since an earlier run, has not been read whole.
  const isAll =
    pulled.done && pulled.resumeAt === undefined && pulled.summary.files.every(({ problem }) => problem === null)
  const isFirst = !made?.hasRecords && (await hasRecords(rt, connection))
  if ((isAll || isFirst) && !dryRun) {
    const noted = { fence, isWhole: isAll && fullRefresh, readAt: isAll ? startedAt : null }
    await noteMadeBy(rt, connection, { ...noted, hasRecords: made?.hasRecords || isFirst })
  }
  const isMixed = isOther && !(isAll && fullRefresh)
  const left = isAll && fullRefresh ? await leftItems(stores, connection, pulled.items ?? new Map()) : []
  const warnings = [...lost, ...pulled.warnings, ...(isMixed ? [otherMapping(connection)] : []), ...left]
  return { ...pulled, warnings }
}
