import { parseConnection } from '#ingest/connection/connections.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import { memorySecrets } from '#shared/secrets/memory.ts'
import { memoryState } from '#shared/state/memory.ts'
import { chance } from '#test/builders/mutate.ts'
import { playedHttp, playedUrl } from '#test/builders/pull-kill-http.ts'
import { type PullPlace, personalKey, pullRuntime, type Stores } from '#test/builders/pull-kill-run.ts'
import { settableClock } from '#test/builders/sync-project.ts'
import type { LivedWorld, Random } from '#test/platforms/lives/lived.ts'
import type { LivedRun, Truths } from './truth.ts'
import { truths } from './truths.ts'

export type Open = (clock: { now(): number }, random: Random) => LivedWorld

/** Something that happens while a run is under way. */
export interface Move {
  /** Before which of its requests. */
  readonly at: number
  readonly random: Random
}

/** A platform, and a project that reads it. */
export interface Life {
  readonly clock: ReturnType<typeof settableClock>
  readonly world: LivedWorld
  readonly truths: Truths
  readonly stores: Stores
  readonly log: string[]
  /** What is not as it must be; the first ends the life. */
  wrong?: string
  /** A run that was cut off: what was asked for (nothing: an ordinary one), and when it was first gone on with too late. */
  begun?: LivedRun & { readonly wish: string; readonly lateAt?: number }
}

const minute = 60_000
const storesAt = (clock: Life['clock'], world: LivedWorld): Stores => ({
  lake: memoryLake(),
  state: memoryState(clock),
  secrets: memorySecrets({ ...personalKey, ...world.secrets(playedUrl) }),
})

/** Whenever in a year, whatever the hour: summer time and New Year are met in their turn. */
export function beginLife(open: Open, seed: number): Life {
  const random = chance(seed * 7919 + 17)
  const clock = settableClock(Date.UTC(2026, 0, 20) + Math.floor(random() * 360 * 24 * 60) * minute)
  const world = open(clock, random)
  const noted = truths(world)
  noted.note(clock.now())
  return { clock, world, truths: noted, stores: storesAt(clock, world), log: [] }
}

/** The same platform, and a project that has never read it. */
export const anew = (life: Life): Life => {
  const clock = settableClock(life.clock.now())
  return { ...life, clock, truths: life.truths.anew(), stores: storesAt(clock, life.world), log: [] }
}

export const say = ({ clock, log }: Life, what: string): void =>
  void log.push(`${new Date(clock.now()).toISOString()} ${what}`)

export function connectionOf({ world }: Pick<Life, 'world'>, change = (yaml: string) => yaml): SourceConnection {
  const yaml = change(world.yaml(playedUrl))
  const path = `connections/${/^name: (\S+)$/m.exec(yaml)?.[1]}.yaml`
  return parseConnection(yaml, path, () => world.source) as SourceConnection
}

/** Each request takes a second. */
function placeOf({ world, clock, truths: noted }: Life, move?: Move): PullPlace {
  let asked = 0
  const http = playedHttp((one) => {
    clock.time += 1000
    if (asked++ === move?.at) {
      world.happen(move.random, clock.now())
      noted.note(clock.now())
    }
    return world.answer(one)
  })
  const { source, secrets } = world
  return { setting: { source, secrets, yaml: () => '', now: 0 }, url: playedUrl, http, clock }
}

export const runtimeOf = (life: Life, stores: Partial<Stores> = {}, move?: Move) =>
  pullRuntime({ ...life.stores, ...stores }, placeOf(life, move))

export async function fenceOf({ stores: { state } }: Life) {
  const claim = await state.claim('project', 'test', 0)
  if (!claim.held) throw new Error('the lease of a test is free')
  return claim.fence
}
