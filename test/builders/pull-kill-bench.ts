import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { folderLake } from '#shared/lake/folder.ts'
import { type ReplayServer, startReplay } from '#test/replay-server/server.ts'
import { bundled } from './pull-kill-bundle.ts'
import { difference, runAgain, type Scenario } from './pull-kill-crash.ts'
import { diskStores } from './pull-kill-disk.ts'
import { everything } from './pull-kill-overtake.ts'
import { spoiltStores } from './pull-kill-plants.ts'
import type { KillPlatform } from './pull-kill-platforms.ts'
import { type Prepared, placeOf, prepare } from './pull-kill-prepare.ts'
import { pause, startChild } from './pull-kill-process.ts'
import { connectionOf, contents, laterBy, pullOver, tornOrMissing } from './pull-kill-run.ts'
import { settableClock } from './sync-project.ts'

/** Kills are aimed by the platform's requests, so that a busy machine does not move them, and hit some ms after. */
export interface Aim {
  readonly request: number
  readonly afterMs: number
}

export interface Calm {
  readonly expected: Record<string, string>
  readonly spanMs: number
  readonly requests: number
}

export function aimAt({ spanMs, requests }: Calm, random: () => number): Aim {
  const request = Math.floor(random() * requests)
  // The last answer is followed by the writing.
  const most = request === requests - 1 || random() < 0.2 ? spanMs / 2 : (3 * spanMs) / requests
  return { request, afterMs: random() * most }
}

const objects = async (root: string) => (await folderLake(join(root, 'lake')).list('')).length

/** The server, the bundles and the rounds of one platform. */
export async function openKills(name: string, platform: KillPlatform, folder: string, plant: string) {
  const { setting } = platform
  let world = platform.world()
  let onRequest: () => void = () => undefined
  const server: ReplayServer = await startReplay(
    (asked) => world.answer(asked),
    () => onRequest(),
  )
  const [file, sound] = [await bundled('pull-kill-child', plant), await bundled('pull-kill-child')]
  const engine = (await import(await bundled('pull-kill-engine', plant))) as typeof import('./pull-kill-engine.ts')
  const prepared = async (scenario: Scenario) => {
    const made = await prepare(platform, scenario, { folder, url: server.url })
    world = made.world
    return made
  }
  /** Answers whether the child came to its end before. */
  async function killAt({ request, afterMs }: Aim, { child, ended }: ReturnType<typeof startChild>): Promise<boolean> {
    const first = server.asked.length
    onRequest = () => {
      if (server.asked.length === first + request + 1) setTimeout(() => child.kill('SIGKILL'), afterMs)
    }
    return (await ended).split('\n').length > 2
  }
  return {
    server,
    prepared,
    /** What an undisturbed child process of the sound engine leaves, and how long it takes. */
    async calm(scenario: Scenario): Promise<Calm> {
      const { root } = await prepared(scenario)
      const asked = server.asked.length
      const printed = await startChild(sound, [name, root, server.url]).ended
      const stores = diskStores(root, settableClock())
      const expected = await contents(stores.lake)
      return { expected, spanMs: Number(printed.trim().split('\n').at(-1)), requests: server.asked.length - asked }
    },
    async round(scenario: Scenario, aim: Aim, expected: Record<string, string>) {
      const made = await prepared(scenario)
      const before = await objects(made.root)
      const ended = await killAt(aim, startChild(file, [name, made.root, server.url, plant]))
      const clock = settableClock(setting.now)
      const stores = diskStores(made.root, clock)
      const place = (runs: number) => {
        clock.time = setting.now + laterBy(runs)
        // The definitions of the bundle: an error of ours is known by its class there.
        return placeOf(engine.killPlatforms[name]!, made, clock, plant)
      }
      const torn = await tornOrMissing(stores.lake, connectionOf(place(1)))
      const left = !ended && (await objects(made.root)) !== before
      const reauthorise = async () => {
        for (const [secret, value] of Object.entries(made.world.granted())) await stores.secrets.write(secret, value)
      }
      const again = spoiltStores[plant]?.(stores) ?? stores
      const failed = await runAgain({ stores, place, reauthorise }, again, engine.pullConnection)
      const wrong = torn[0] ?? failed ?? difference(expected, await contents(stores.lake))
      stores.close()
      rmSync(made.root, { recursive: true, force: true })
      return { left, wrong }
    },
    /** Stops a pull at a random moment, runs a later one from begin to end, and wakes the first up. */
    async overtake(afterMs: number): Promise<string | undefined> {
      const made = await prepared('again')
      const sleeper = startChild(file, [name, made.root, server.url, plant])
      await sleeper.ready
      await pause(afterMs)
      sleeper.child.kill('SIGSTOP')
      const wrong = await whileAsleep(made, sleeper)
      rmSync(made.root, { recursive: true, force: true })
      return wrong
    },
  }

  async function whileAsleep(made: Prepared, sleeper: { child: ChildProcess; ended: Promise<string> }) {
    const clock = settableClock(setting.now)
    const stores = diskStores(made.root, clock)
    made.world.change()
    for (const runs of [2, 3]) {
      clock.time = setting.now + laterBy(runs)
      await pullOver(stores, placeOf(platform, made, clock))
    }
    const left = await everything(stores)
    sleeper.child.kill('SIGCONT')
    await sleeper.ended
    const after = await everything(stores)
    stores.close()
    return difference(left, after)
  }
}
