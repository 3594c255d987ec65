import type { Problem } from '#shared/errors.ts'
import { isHttpError, ReauthoriseError, StopForTodayError } from '#shared/errors-http.ts'
import type { Text } from '#shared/i18n/text.ts'
import { mappingOf } from '../connection/made-by.ts'
import { OutOfTime, type PullRuntime } from '../outside.ts'
import { manifestsOf } from '../raw/pointer.ts'
import type { Item, Source } from '../source.ts'
import { firstDay, type SourceConnection } from '../source-connection.ts'
import type { SyncSummary } from '../summary.ts'
import { pullItems, type Rest } from './items.ts'
import { chosen, companyKey, ioOf, openExchange, type PullOptions } from './open.ts'
import type { Wanted } from './resource.ts'
import { summariseTallies, type Tally, tallyOf } from './tally.ts'
import { openTour } from './tour.ts'

export type { PullOptions }

export interface Pulled {
  /** false: call again, not before `resumeAt`. */
  readonly done: boolean
  /** Epoch ms. */
  readonly resumeAt?: number
  /** Those problems of the summary that only ask to wait. */
  readonly rests?: readonly Problem[]
  readonly summary: SyncSummary
  /** What a reader of the numbers must know. */
  readonly warnings: readonly Text[]
  /** By resource: whom it is asked for now. */
  readonly items?: ReadonlyMap<string, readonly Item[]>
}

/**
 * Pulls what is new and what may have been restated, as far as the deadline allows. Order: raw, units, manifest, cursor.
 * One resource that fails does not stop the others; its problem stands in the summary. Errors: ReauthoriseError, FixConfig,
 * Unavailable.
 */
export async function pullConnection(
  rt: PullRuntime,
  source: Source,
  connection: SourceConnection,
  options: PullOptions = {},
): Promise<Pulled> {
  const tallies: Tallies = new Map()
  const { isLate, ...pulled } = await pullTour(rt, source, connection, options, tallies)
  // What was wished for long ago is done; what is asked for now is not.
  return isLate ? pullTour(rt, source, connection, options, tallies) : pulled
}

/** By resource. */
type Tallies = Map<string, Tally>

async function pullTour(
  rt: PullRuntime,
  source: Source,
  connection: SourceConnection,
  options: PullOptions,
  tallies: Tallies,
): Promise<Pulled & { readonly isLate?: boolean }> {
  const exchange = openExchange(rt, source, connection, options)
  const tour = await openTour(rt.state, connection.name, options.fence, {
    startedAt: rt.clock.now(),
    again: options.since ?? null,
    fullRefresh: options.fullRefresh ?? false,
    mapping: mappingOf(connection),
  })
  const since = firstDay(connection, rt.clock.now())
  const wanted: Wanted = {
    since: tour.wish.again !== null && tour.wish.again < since ? tour.wish.again : since,
    again: tour.wish.again ?? (tour.wish.fullRefresh ? since : undefined),
    fullRefresh: tour.wish.fullRefresh,
    startedAt: tour.wish.startedAt,
  }
  const asked = new Map<string, readonly Item[]>()
  const resting: Rest[] = []
  const answer = (done: boolean, resumeAt?: number): Pulled => ({
    done,
    resumeAt,
    rests: resting.flatMap(({ problem }) => problem ?? []),
    summary: summariseTallies(connection, [...tallies.values()], options.dryRun ?? false),
    warnings: [...tallies.values()].flatMap((tally) => tally.warnings),
    items: asked,
  })
  let tally: Tally | undefined
  let last: Promise<number> | undefined
  const lastSequence = () => (last ??= manifestsOf(rt, connection.name).then((all) => all.at(-1)?.sequence ?? 0))
  const key = await companyKey(rt, source, connection)
  const context = { rt, source, connection, exchange, options, key, lastSequence }
  try {
    const io = ioOf(exchange, {}, async () => undefined)
    const facts = (await source.setup?.(io)) ?? {}
    for (const name of chosen(source, connection)) {
      if (options.dryRun && source.resources[name]!.isTaken) continue
      tally = tallies.get(name) ?? tallyOf(name)
      tallies.set(name, tally)
      const target = { name, tally }
      await guarded(tally, async () => {
        const items = (await source.resources[name]!.items?.(ioOf(exchange, facts, async () => undefined))) ?? [
          { id: '' },
        ]
        const read = await pullItems(context, { ...target, facts, wanted, items, tour })
        asked.set(name, read.items)
        resting.push(...read.resting)
      })
    }
    await tour.end()
    const times = resting.flatMap(({ resumeAt }) => resumeAt ?? [])
    return { ...answer(true, times.length > 0 ? Math.min(...times) : undefined), isLate: tour.isLate }
  } catch (error) {
    if (error instanceof OutOfTime) return answer(false, error.resumeAt)
    if (!(error instanceof StopForTodayError)) throw error
    // Asking further today is of no use for this account: the cursor stays, the next run goes on.
    await tour.end()
    tally?.rest(error.problems[0]!)
    resting.push({ problem: error.problems[0]! })
    return answer(true, error.resumeAt)
  }
}

/** What concerns one resource is written down; what concerns more goes on up. */
async function guarded(tally: Tally, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isHttpError(error) || !concernsResource(error)) throw error
    tally.fail(error.problems[0] as Problem)
  }
}

const concernsResource = (error: unknown) =>
  !(error instanceof ReauthoriseError) && !(error instanceof StopForTodayError)
