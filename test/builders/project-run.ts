import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type BuildSummary, build } from '#aggregate/build.ts'
import { lookups } from '#aggregate/lookups/index.ts'
import graph from '#aggregate/models/graph.json' with { type: 'json' }
import { models } from '#aggregate/models/index.ts'
import { openPublished, type Published } from '#aggregate/published.ts'
import { isFile, loadConnections } from '#ingest/connection/connections.ts'
import { syncConnection } from '#ingest/files/sync-connection.ts'
import { listFiles } from '#ingest/sources/file/index.ts'
import type { SyncSummary } from '#ingest/summary.ts'
import { withLock } from '#ingest/with-lock.ts'
import { compileAgreements } from '#shared/agreement/compile.ts'
import { loadAgreements } from '#shared/agreement/load.ts'
import { type LocalRuntime, localRuntime } from '#shared/runtime-local.ts'
import type { SqlRow } from '#shared/warehouse/warehouse.ts'

export interface RunProject {
  readonly rt: LocalRuntime
  readonly synced: Readonly<Record<string, SyncSummary>>
  readonly built: BuildSummary
  query(sql: string): Promise<readonly SqlRow[]>
}

/** An empty folder that goes away with the test (or, from a hook, by `remove`). */
export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'concord-test-'))

export const removeAfterTest = (folder: string): void =>
  onTestFinished(() => rm(folder, { recursive: true, force: true }))

/** Syncs, builds and publishes the project in the folder, as `concord run` does, and lets its marts be asked. */
export async function runProject(folder: string, env: Readonly<Record<string, string>> = {}): Promise<RunProject> {
  const local = localRuntime(folder, { progress: { step: () => undefined } })
  const marts = openedOnce(local)
  const rt = { ...local, close: () => void marts.close().finally(() => local.close()) }
  const { synced, built } = await withLock(rt, 'test', async (fence) => {
    const summaries: Record<string, SyncSummary> = {}
    for (const connection of (await loadConnections(folder)).filter(isFile)) {
      const files = await listFiles(connection, folder, env)
      summaries[connection.name] = await syncConnection(rt, connection, files, { fence })
    }
    const agreement = compileAgreements(await loadAgreements(join(folder, 'agreement')))
    return { synced: summaries, built: await build(rt, { models, lookups, graph, agreement, fence }) }
  })
  return { rt, synced, built, query: marts.query }
}

/** What is published at the first question stays open: to lint and open anew for each would cost more than the answers. */
export function openedOnce(rt: LocalRuntime) {
  let opened: Promise<Published> | undefined
  return {
    async query(sql: string): Promise<readonly SqlRow[]> {
      opened ??= openPublished(rt)
      return (await (await opened).query(sql)).rows
    },
    async close(): Promise<void> {
      await (await opened?.catch(() => undefined))?.close()
    },
  }
}
