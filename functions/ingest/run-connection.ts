import type { Runtime } from '#shared/runtime.ts'
import type { Fence } from '#shared/state/state.ts'
import { type Connection, isFile } from './connections.ts'
import { dryStores } from './dry-stores.ts'
import { syncConnection } from './files/sync-connection.ts'
import { type Outside, realOutside } from './outside.ts'
import { type Pulled, type PullOptions, pullConnection } from './pull/pull.ts'
import type { SourceFile } from './sources/file/index.ts'
import { sourceOf } from './sources/index.ts'

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
  const source = sourceOf(connection.kind)!
  const stores = options.dryRun ? dryStores(rt) : rt
  const outside = options.outside ?? realOutside()
  return pullConnection({ ...rt, ...stores, ...outside }, source, connection, {
    ...options,
    fence: options.dryRun ? undefined : options.fence,
  })
}
