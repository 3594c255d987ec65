import { copyFile, mkdir, readdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { inspect } from 'node:util'
import { build } from '#aggregate/build.ts'
import { lookups } from '#aggregate/lookups/index.ts'
import graph from '#aggregate/models/graph.json' with { type: 'json' }
import { models } from '#aggregate/models/index.ts'
import { demoWorld, fillThroughConnectors } from '#cli/demo-connectors.ts'
import { createProject } from '#cli/project.ts'
import { writeDemo } from '#examples/demo/generate.ts'
import type { Market } from '#examples/demo/platforms/index.ts'
import { isFile, loadConnections } from '#ingest/connection/connections.ts'
import { runConnection } from '#ingest/connection/run-connection.ts'
import { listFiles } from '#ingest/sources/file/index.ts'
import type { SyncSummary } from '#ingest/summary.ts'
import { withLock } from '#ingest/with-lock.ts'
import { compileAgreements } from '#shared/agreement/compile.ts'
import { loadAgreements } from '#shared/agreement/load.ts'
import { type LocalRuntime, localRuntime } from '#shared/runtime-local.ts'
import type { Fence } from '#shared/state/state.ts'
import type { SqlRow } from '#shared/warehouse/warehouse.ts'
import { openedOnce, temporaryFolder } from './project-run.ts'

export const packageRoot = resolve(import.meta.dirname, '../..')

export interface DemoRun {
  readonly folder: string
  readonly synced: Readonly<Record<string, SyncSummary>>
  /** What was said on the way. */
  readonly said: readonly string[]
  query(sql: string): Promise<readonly SqlRow[]>
  [Symbol.asyncDispose](): Promise<void>
}

/** The demo company from this day on, read from its files. */
export async function companyByFiles(from: string): Promise<DemoRun> {
  const folder = await newProject()
  for (const part of ['agreement', 'connections']) await copyYaml(part, folder)
  await writeDemo(folder, { from })
  return runDemo(folder)
}

/** The same company read from its systems. */
export async function companyThroughConnectors(market: Market, from: string): Promise<DemoRun> {
  const folder = await newProject()
  const played = await fillThroughConnectors(folder, { packageRoot, market, from })
  try {
    return await runDemo(folder)
  } finally {
    await played.stop()
  }
}

export async function newProject(): Promise<string> {
  const folder = await temporaryFolder()
  await createProject(folder, { packageRoot, language: 'en', withoutAgreement: true })
  return folder
}

async function copyYaml(part: string, folder: string): Promise<void> {
  const from = join(packageRoot, 'examples/demo', part)
  await mkdir(join(folder, part), { recursive: true })
  for (const name of (await readdir(from)).filter((file) => file.endsWith('.yaml'))) {
    await copyFile(join(from, name), join(folder, part, name))
  }
}

interface SyncDemo {
  readonly fence: Fence
  /** Takes what is said on the way. */
  readonly said: string[]
  /** Epoch ms; without it: the day on which the demo's story ends. */
  readonly at?: number
  readonly signal?: AbortSignal
}

/** Syncs all connections of a project. */
export async function syncDemo(rt: LocalRuntime, { fence, said, at, signal }: SyncDemo) {
  const note = (event: string, facts?: unknown) => void said.push(`${event} ${JSON.stringify(facts)}`)
  const { clock, outside } = demoWorld(at)
  const living = { ...rt, clock, log: { info: note, warn: note } }
  const synced: Record<string, SyncSummary> = {}
  for (const connection of await loadConnections(rt.projectDir)) {
    const files = async () => (isFile(connection) ? listFiles(connection, rt.projectDir, {}) : [])
    const { summary, warnings } = await runConnection(living, connection, { fence, signal, files, outside })
    said.push(inspect([summary, warnings], { depth: null }))
    synced[connection.name] = summary
  }
  return synced
}

export async function buildDemo(rt: LocalRuntime, fence: Fence): Promise<void> {
  const agreement = compileAgreements(await loadAgreements(join(rt.projectDir, 'agreement')))
  await build(rt, { models, lookups, graph, agreement, fence })
}

/** Syncs, builds and publishes a project on the day in which the demo's story ends. */
export async function runDemo(folder: string): Promise<DemoRun> {
  const said: string[] = []
  const rt = localRuntime(folder, { progress: { step: (...facts) => said.push(facts.join(' ')) } })
  const synced = await withLock(rt, 'test', async (fence) => {
    const found = await syncDemo(rt, { fence, said })
    await buildDemo(rt, fence)
    return found
  })
  const marts = openedOnce(rt)
  return {
    ...{ folder, synced, said, query: marts.query },
    async [Symbol.asyncDispose]() {
      await marts.close()
      rt.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
