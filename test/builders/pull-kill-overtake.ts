import { memoryLake } from '#shared/lake/memory.ts'
import { memorySecrets } from '#shared/secrets/memory.ts'
import { memoryState } from '#shared/state/memory.ts'
import type { State } from '#shared/state/state.ts'
import { type CrashOptions, type CrashTally, difference } from './pull-kill-crash.ts'
import { playedHttp, playedUrl } from './pull-kill-http.ts'
import type { KillPlatform } from './pull-kill-platforms.ts'
import { contents, laterBy, type PullPlace, personalKey, pullOver, type Stores } from './pull-kill-run.ts'
import { settableClock } from './sync-project.ts'

/**
 * A run that sleeps before each operation of the stores in turn while a later run goes from begin to end; awake again it
 * must change nothing. Answers how often it slept and what it changed.
 */
export async function overtakeEverywhere(platform: KillPlatform, options: CrashOptions = {}): Promise<CrashTally> {
  const tally: CrashTally = { crashes: 0, wrong: [] }
  for (let at = 0; ; at += options.step ?? 1) {
    const { slept, wrong } = await overtakeAt(platform, at, options)
    if (!slept) return tally
    tally.crashes++
    if (wrong) tally.wrong.push(`asleep before operation ${at}: ${wrong}`)
    if (wrong && options.untilWrong) return tally
  }
}

async function overtakeAt(
  platform: KillPlatform,
  at: number,
  { stores: spoil = (same) => same, pull, only = '' }: CrashOptions,
) {
  const { setting } = platform
  const world = platform.world()
  const clock = settableClock(setting.now)
  const secrets = memorySecrets({ ...personalKey, ...setting.secrets(playedUrl) })
  const stores = { lake: memoryLake(), state: memoryState(clock), secrets }
  const http = playedHttp(world.answer)
  const place = (runs: number): PullPlace => {
    clock.time = setting.now + laterBy(runs)
    return { setting, url: playedUrl, http, clock }
  }
  await pullOver(stores, place(0))
  let left: Promise<Record<string, string>> | undefined
  const nap = async () => {
    world.change()
    // The sleeper may have died with a slice half read: one more run reads what was restated since.
    await pullOver(spoil(stores), place(2), { pull })
    await pullOver(spoil(stores), place(3), { pull })
    left = everything(stores)
    await left
  }
  const sleepy = sleepingStores(stores, { at, only, nap })
  await pullOver(spoil(sleepy), place(1), { pull }).catch((error: unknown) => {
    if ((error as { code?: string }).code !== 'FENCED') throw error
  })
  if (!left) return { slept: false, wrong: undefined }
  return { slept: true, wrong: difference(await left, await everything(stores)) }
}

/** Records, and where each resource stands. */
export async function everything({ lake, state }: Stores): Promise<Record<string, string>> {
  const found = { ...(await contents(lake)) }
  for (const key of await state.list('pull/')) found[key] = JSON.stringify((await state.get(key))?.value)
  return found
}

interface Nap {
  readonly at: number
  readonly only: string
  nap(): Promise<void>
}

function sleepingStores({ lake, state, secrets }: Stores, { at, only, nap }: Nap): Stores {
  let operations = 0
  const guarded =
    <A extends [string, ...unknown[]], R>(operation: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (args[0].includes(only) && operations++ === at) await nap()
      return operation(...args)
    }
  const slow: State = { ...state, get: guarded(state.get), putIf: guarded(state.putIf), list: guarded(state.list) }
  const { get, put, head, list } = lake
  return {
    secrets,
    state: slow,
    lake: { ...lake, get: guarded(get), put: guarded(put), head: guarded(head), list: guarded(list) },
  }
}
