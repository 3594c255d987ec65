import { forgetConnection } from '#ingest/connection/forget-connection.ts'
import { type RunOptions, runConnection } from '#ingest/connection/run-connection.ts'
import { replayConnection } from '#ingest/replay.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import { memorySecrets } from '#shared/secrets/memory.ts'
import { memoryState } from '#shared/state/memory.ts'
import { seeded } from '../kill/lake-kills.ts'
import { failingStores } from './failing-stores.ts'
import { difference } from './pull-kill-crash.ts'
import { playedHttp, playedUrl } from './pull-kill-http.ts'
import { type KillPlatform, killPlatforms } from './pull-kill-platforms.ts'
import { connectionOf, contents, type PullPlace, personalKey, pullRuntime, type Stores } from './pull-kill-run.ts'
import { settableClock } from './sync-project.ts'

const hour = 3_600_000
const acts = 8

interface Life {
  readonly place: PullPlace
  readonly platform: KillPlatform
  /** Changes what the system says of its past. */
  change(): void
  /** May be lost and begun anew. */
  stores: Stores
}

/** What may happen to a connection; `at`: 0 to 59, of what the act makes its own. Answers what it must not have done. */
const happenings: Readonly<Record<string, (life: Life, at: number) => Promise<unknown>>> = {
  pull: (life) => run(life, life.stores),
  cutOff: (life, at) => run(life, life.stores, { deadline: life.place.clock.time + 1 + at }),
  since: (life) => run(life, life.stores, { since: '2026-07-05' }),
  refresh: (life) => run(life, life.stores, { fullRefresh: true }),
  die: (life, at) => run(life, dying(life.stores, at), { fullRefresh: at % 2 === 0 }).catch(() => undefined),
  replay: (life) => unchanged(life, () => replay(life, life.stores)),
  dieReplaying: (life, at) => replay(life, dying(life.stores, at)).catch(() => undefined),
  trial: (life) => unchanged(life, () => run(life, life.stores, { dryRun: true })),
  forget: (life) => forget(life),
  change: async (life) => life.change(),
  async wait({ place }, at) {
    place.clock.time += at * hour
  },
  async putClockBack({ place }, at) {
    place.clock.time -= (at % 20) * hour
  },
  async loseState(life) {
    life.stores = { ...life.stores, state: memoryState(life.place.clock) }
  },
  async loseLake(life) {
    life.stores = { ...life.stores, lake: memoryLake() }
  },
}

/**
 * Lives through random acts, is read whole in the end, and must then hold what a fresh project holds, before and after a
 * replay. Answers what is wrong, with the acts that led there.
 */
export async function lived(name: string, seed: number): Promise<string | undefined> {
  const random = seeded(seed + 1)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const life = born(killPlatforms[name]!)
  const past: string[] = []
  for (let i = 0; i < acts; i++) {
    const [act, at] = [pick(Object.keys(happenings)), Math.floor(random() * 60)]
    past.push(`${act} ${at}`)
    const wrong = await happenings[act]!(life, at)
    if (typeof wrong === 'string') return `${past.join(', ')}: ${wrong}`
    life.place.clock.time += 200_000
  }
  const wrong = await inTheEnd(life)
  return wrong && `${past.join(', ')}: ${wrong}`
}

function born(platform: KillPlatform): Life {
  const { setting } = platform
  const clock = settableClock(setting.now)
  const world = platform.world()
  const secrets = memorySecrets({ ...personalKey, ...setting.secrets(playedUrl) })
  return {
    platform,
    place: { setting, url: playedUrl, http: playedHttp(world.answer), clock },
    change: () => void world.change(),
    stores: { lake: memoryLake(), state: memoryState(clock), secrets },
  }
}

async function run(life: Life, stores: Stores, options: Partial<RunOptions> = {}) {
  const { place } = life
  const fence = await fenceOf(life, stores)
  const rt = pullRuntime(stores, place)
  const { http, sleep, random } = rt
  await runConnection(rt, connectionOf(place), { fence, outside: { http, sleep, random }, ...options })
}

/** As the project's lock takes it: free at once, also for a clock that is put back. */
async function fenceOf({ place }: Life, { state }: Stores) {
  const claim = await state.claim('project', 'test', -place.clock.time)
  if (!claim.held) throw new Error('the lease of a test is free')
  return claim.fence
}

const replay = ({ place, platform }: Life, stores: Stores) =>
  replayConnection(pullRuntime(stores, place), platform.setting.source, connectionOf(place))

async function forget(life: Life): Promise<void> {
  const { place, stores } = life
  const connection = connectionOf(place)
  const fence = await fenceOf(life, stores)
  await forgetConnection(pullRuntime(stores, place), connection.name, { fence, places: [connection] })
}

function dying({ lake, state, secrets }: Stores, at: number): Stores {
  return { ...failingStores(lake, state, at, at % 3 === 0 ? 'before' : 'after'), secrets }
}

async function unchanged({ stores }: Life, act: () => Promise<unknown>): Promise<string | undefined> {
  const before = await contents(stores.lake)
  await act()
  return difference(before, await contents(stores.lake))
}

async function inTheEnd(life: Life): Promise<string | undefined> {
  const { place, platform, stores } = life
  // The clock is right by now, and every rest has passed.
  place.clock.time = Math.max(place.clock.time, platform.setting.now) + 60 * hour
  for (let runs = 0; runs < 2; runs++) await run(life, stores, { fullRefresh: true })
  const fresh = { ...stores, lake: memoryLake(), state: memoryState(place.clock) }
  await run(life, fresh)
  const [expected, found] = [await contents(fresh.lake), await contents(stores.lake)]
  // Days that the clock, when it was ahead, has brought in stay.
  const wrong = Object.keys(expected).find((key) => expected[key] !== found[key])
  return wrong ?? unchanged(life, () => replay(life, stores))
}
