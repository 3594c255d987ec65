import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Context } from 'aws-lambda'
import { onTestFinished } from 'vitest'
import type { CloudRuntime } from '#ingest/cloud/in-cloud.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import { pushProject } from '#shared/project/in-lake.ts'
import type { Clock } from '#shared/runtime.ts'
import { memoryState } from '#shared/state/memory.ts'
import type { State } from '#shared/state/state.ts'
import { awsStores } from './aws-stores.ts'
import type { Moto } from './moto.ts'
import { runtimeOver, settableClock } from './sync-project.ts'

/** Stores of a function: two buckets and a table. */
export interface CloudStores {
  readonly lake: Lake
  readonly inbox: Lake
  readonly state: State
}

export const inMemory = async (clock: Clock): Promise<CloudStores> => ({
  lake: memoryLake(),
  inbox: memoryLake(),
  state: memoryState(clock),
})

export async function onMoto(moto: Moto, clock: Clock): Promise<CloudStores> {
  const stores = awsStores(moto)
  return { lake: await stores.lake(), inbox: await stores.lake(), state: await stores.state(clock) }
}

/** What Lambda tells a function of itself. */
export const contextWith = (remainingMs: number): Context =>
  ({ functionName: 'test', awsRequestId: 'test', getRemainingTimeInMillis: () => remainingMs }) as Context

/** A runtime whose lake holds a project of these connections: name to YAML. */
export async function cloudOf(
  stores: (clock: Clock) => Promise<CloudStores>,
  connections: Readonly<Record<string, string>>,
  secrets: Readonly<Record<string, string>> = {},
) {
  const clock = settableClock()
  const { lake, inbox, state } = await stores(clock)
  const folder = mkdtempSync(join(tmpdir(), 'concord-cloud-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const part of ['agreement', 'connections']) mkdirSync(join(folder, part))
  for (const [name, yaml] of Object.entries(connections))
    writeFileSync(join(folder, 'connections', `${name}.yaml`), yaml)
  await pushProject(lake, folder)
  const base = runtimeOver(lake, state, clock)
  for (const [name, value] of Object.entries(secrets)) await base.secrets.write(name, value)
  const logged: string[] = []
  const log = {
    info: () => undefined,
    warn: (event: string, facts?: object) => void logged.push(`${event} ${JSON.stringify(facts)}`),
  }
  const rt: CloudRuntime = { ...base, log, inbox }
  return { rt, clock, logged, upload: (key: string, text: string) => inbox.put(key, Buffer.from(text), 'absent') }
}
