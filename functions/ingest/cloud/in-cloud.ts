import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Unavailable } from '#shared/errors.ts'
import type { Lake } from '#shared/lake/lake.ts'
import type { Runtime } from '#shared/runtime.ts'
import { type Connection, isFile } from '../connection/connections.ts'
import { runConnection } from '../connection/run-connection.ts'
import type { Pulled } from '../pull/pull.ts'
import type { SourceFile } from '../sources/file/index.ts'
import { summariseAll } from '../summary.ts'
import { cloudFolder } from './pushed.ts'

export interface CloudRuntime extends Runtime {
  /** Uploads and webhooks: `<connection>/<anything>`. */
  readonly inbox: Lake
}

interface CloudRun {
  /** Until the function is stopped. */
  readonly remainingMs: number
  readonly since?: string
}

/** Runs a connection under its own lease; while another call holds it there is nothing to do. */
export async function runInCloud(
  rt: CloudRuntime,
  connection: Connection,
  { remainingMs, since }: CloudRun,
): Promise<Pulled | undefined> {
  const claim = await rt.state.claim(`pull/${connection.name}`, 'pull', remainingMs)
  if (!claim.held) return undefined
  // A page under way and the settling of its slice still have to fit.
  const workMs = remainingMs - Math.max(15_000, remainingMs / 10)
  const { fence } = claim
  try {
    if (!isFile(connection)) {
      return await runConnection(rt, connection, { fence, deadline: rt.clock.now() + workMs, since })
    }
    const files = () => inboxFiles(rt.inbox, connection.name)
    return await inTime(workMs, connection, (signal) => runConnection(rt, connection, { fence, signal, files }))
  } finally {
    await rt.state.release(fence)
  }
}

/** Files have no deadline of their own: they are stopped between two units, and the next call goes on. */
async function inTime(
  workMs: number,
  { name, source, account }: Connection,
  work: (signal: AbortSignal) => Promise<Pulled>,
): Promise<Pulled> {
  const signal = workMs > 0 ? AbortSignal.timeout(Math.floor(workMs)) : AbortSignal.abort()
  try {
    return await work(signal)
  } catch (error) {
    if (!signal.aborted || !(error instanceof Unavailable && error.code === 'STOPPED')) throw error
    const nothing = { files: [], records: {}, total: summariseAll([], []), dryRun: false }
    return { done: false, warnings: [], summary: { connection: name, source, account, ...nothing } }
  }
}

/** What was uploaded for a file connection, as files. */
async function inboxFiles(inbox: Lake, connection: string): Promise<readonly SourceFile[]> {
  const here = join(cloudFolder, 'inbox', connection)
  await mkdir(here, { recursive: true })
  const files: SourceFile[] = []
  for (const { key } of await inbox.list(`${connection}/`)) {
    const stored = isHook(key) ? undefined : await inbox.get(key)
    if (!stored) continue
    // Folders may hold files of one name, and a path of theirs may be too long for one.
    const path = join(here, `${files.length}-${basename(key)}`)
    await writeFile(path, stored.bytes)
    files.push({ path, name: basename(key) })
  }
  return files
}

export const isHook = (key: string): boolean => /^[^/]+\/hook-[0-9a-f]+\.jsonl$/.test(key)
