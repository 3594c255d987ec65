import { cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { memoryLake } from '#shared/lake/memory.ts'
import { memorySecrets } from '#shared/secrets/memory.ts'
import { memoryState } from '#shared/state/memory.ts'
import type { Scenario } from './pull-kill-crash.ts'
import { diskStores } from './pull-kill-disk.ts'
import { playedHttp } from './pull-kill-http.ts'
import { strictCursor } from './pull-kill-plants.ts'
import type { KillPlatform, KillWorld } from './pull-kill-platforms.ts'
import { type PullPlace, personalKey, pullOver } from './pull-kill-run.ts'
import { settableClock } from './sync-project.ts'

interface Folder {
  readonly folder: string
  /** Of the server that child processes ask. */
  readonly url: string
}

export interface Prepared {
  readonly root: string
  readonly world: KillWorld
  readonly url: string
}

/** A folder and a world in which the scenario's pull is about to begin. */
export async function prepare(platform: KillPlatform, scenario: Scenario, { folder, url }: Folder): Promise<Prepared> {
  const { setting } = platform
  const root = mkdtempSync(join(folder, 'round-'))
  const world = platform.world()
  if (scenario === 'first') {
    writeFileSync(join(root, 'secrets.json'), JSON.stringify({ ...personalKey, ...setting.secrets(url) }))
    return { root, world, url }
  }
  cpSync(join(folder, 'base'), root, { recursive: true })
  // The world must have answered what the copied folder knows: its tokens.
  const clock = settableClock(setting.now)
  const secrets = memorySecrets({ ...personalKey, ...setting.secrets(url) })
  await pullOver({ lake: memoryLake(), state: memoryState(clock), secrets }, placeOf(platform, { world, url }, clock))
  world.change()
  world.tie?.()
  return { root, world, url }
}

export function placeOf(
  { setting }: KillPlatform,
  { world, url }: Pick<Prepared, 'world' | 'url'>,
  clock: PullPlace['clock'],
  plant = '',
): PullPlace {
  const source = plant === '> on ties' ? strictCursor(setting.source) : setting.source
  return { setting, url, http: playedHttp(world.answer), clock, source }
}

/** Pulls in this process, over the folder. */
export async function pullHere(platform: KillPlatform, made: Prepared): Promise<void> {
  const clock = settableClock(platform.setting.now)
  const stores = diskStores(made.root, clock)
  await pullOver(stores, placeOf(platform, made, clock))
  stores.close()
}
