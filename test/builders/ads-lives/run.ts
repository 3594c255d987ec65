import { runConnection } from '#ingest/connection/run-connection.ts'
import type { Pulled, PullOptions } from '#ingest/pull/pull.ts'
import { isHttpError } from '#shared/errors-http.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { Crash, type CrashMoment, failingStores } from '#test/builders/failing-stores.ts'
import { connectionOf, fenceOf, type Life, type Move, runtimeOf, say } from './life.ts'
import { placesIn } from './places.ts'

type Wish = Pick<PullOptions, 'since' | 'fullRefresh' | 'dryRun'>

export interface Disturbed {
  /** How many requests there is time for. */
  readonly requests?: number
  /** At which operation of its stores the process dies. */
  readonly crashAt?: number
  readonly moment?: CrashMoment
  readonly move?: Move
}

/** A run that was left alone for longer is begun anew. */
const staleMs = 20 * 3_600_000

/** One call of `concord sync`; then the records are held against all that was ever true. Answers what they know now. */
export async function run(life: Life, wish: Wish = {}, disturbed: Disturbed = {}): Promise<readonly string[]> {
  const { crashAt = Number.POSITIVE_INFINITY, moment = 'before', requests, move } = disturbed
  // No two runs begin in one millisecond.
  life.clock.time += 1000
  const begun = begin(life, wish)
  if (!wish.dryRun) life.begun = begun
  if (!wish.dryRun) life.truths.tried(begun)
  const fence = await fenceOf(life)
  const rt = runtimeOf(life, failingStores(life.stores.lake, life.stores.state, crashAt, moment), move)
  const outside = { http: rt.http, sleep: rt.sleep, random: rt.random }
  const deadline = requests === undefined ? undefined : life.clock.now() + requests * 1000
  const told = JSON.stringify({ ...wish, ...disturbed })
  let known: readonly string[] = []
  try {
    const pulled = await runConnection(rt, connectionOf(life), { ...wish, fence, outside, deadline })
    say(life, `run ${told} ${pulled.done ? 'is done' : 'is cut off'}`)
    if (!wish.dryRun) known = settle(life, begun, pulled)
  } catch (error) {
    if (!(error instanceof Crash) && !(isHttpError(error) && !life.world.isCalm(begun.at))) throw error
    say(life, `run ${told} has died: ${(error as Error).message}`)
  }
  await check(life)
  return known
}

/** An ordinary run goes on with whatever is under way, a wish with its like. */
function begin({ begun, clock, world }: Life, { since, fullRefresh }: Wish): NonNullable<Life['begun']> {
  const at = clock.now()
  const wish = since === undefined && !fullRefresh ? '' : JSON.stringify([since, fullRefresh && world.yaml('')])
  const isStale = begun !== undefined && at - begun.at > staleMs
  const goesOn = begun && !(isStale && begun.wish === '') && (wish === '' || wish === begun.wish)
  if (!goesOn) return { at, again: fullRefresh ? '' : since, wish }
  return isStale ? { ...begun, lateAt: begun.lateAt ?? at } : begun
}

function settle(life: Life, begun: NonNullable<Life['begun']>, { done, summary }: Pulled): readonly string[] {
  const { world } = life
  if (!done) return []
  life.begun = undefined
  const isCalm = world.isCalm(begun.at)
  const unexpected = summary.files.filter(({ problem, quarantined }) => (problem && isCalm) || quarantined > 0)
  if (unexpected.length > 0) life.wrong ??= `unexpected: ${JSON.stringify(unexpected)}`
  const known = life.truths.ended(begun)
  // What was cut off long ago lacks the days since: an ordinary run follows it.
  return begun.lateAt === undefined ? known : life.truths.ended({ at: begun.lateAt })
}

export async function check(life: Life, lake: Lake = life.stores.lake): Promise<void> {
  const found = await placesIn(lake)
  const places = new Set([...found.keys(), ...life.truths.places()])
  for (const place of [...places].sort())
    life.wrong ??= life.truths.wrong(place, found.get(place) ?? [], life.begun !== undefined)
}
