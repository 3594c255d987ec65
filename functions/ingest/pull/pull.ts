import type { Problem } from '#shared/errors.ts'
import {
  FixContractError,
  GrantAccessError,
  isHttpError,
  ReauthoriseError,
  StopForTodayError,
} from '#shared/errors-http.ts'
import type { Text } from '#shared/i18n/text.ts'
import { OutOfTime, type PullRuntime } from '../outside.ts'
import type { Source } from '../source.ts'
import { firstDay, type SourceConnection } from '../source-connection.ts'
import type { SyncSummary } from '../summary.ts'
import { pullItem } from './item.ts'
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
  readonly summary: SyncSummary
  /** What a reader of the numbers must know. */
  readonly warnings: readonly Text[]
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
  const exchange = openExchange(rt, source, connection, options)
  const tour = await openTour(rt.state, connection.name, options.fence, {
    startedAt: rt.clock.now(),
    again: options.since ?? null,
    fullRefresh: options.fullRefresh ?? false,
  })
  const since = firstDay(connection, rt.clock.now())
  const wanted: Wanted = {
    since: tour.wish.again !== null && tour.wish.again < since ? tour.wish.again : since,
    again: tour.wish.again ?? (tour.wish.fullRefresh ? since : undefined),
    fullRefresh: tour.wish.fullRefresh,
    startedAt: tour.wish.startedAt,
  }
  const tallies: Tally[] = []
  const answer = (done: boolean, resumeAt?: number): Pulled => ({
    done,
    resumeAt,
    summary: summariseTallies(connection, tallies, options.dryRun ?? false),
    warnings: tallies.flatMap((tally) => tally.warnings),
  })
  const context = { rt, source, connection, exchange, options, key: await companyKey(rt, source, connection) }
  try {
    const io = ioOf(exchange, {}, async () => undefined)
    const facts = (await source.setup?.(io)) ?? {}
    for (const name of chosen(source, connection)) {
      const tally = tallyOf(name)
      tallies.push(tally)
      await guarded(tally, async () => {
        const items = (await source.resources[name]!.items?.(ioOf(exchange, facts, async () => undefined))) ?? [
          { id: '' },
        ]
        for (const item of items) {
          if (tour.isDone(name, item.id)) continue
          const target = { name, item, facts, tally, wanted }
          await guarded(
            tally,
            async () => {
              await pullItem(context, target)
              await tour.finish(name, item.id)
            },
            concernsItem,
          )
        }
      })
    }
    await tour.end()
    return answer(true)
  } catch (error) {
    if (error instanceof OutOfTime) return answer(false, error.resumeAt)
    if (!(error instanceof StopForTodayError)) throw error
    // Asking further today is of no use for this account: the cursor stays, the next run goes on.
    await tour.end()
    tallies.at(-1)?.fail(error.problems[0]!)
    return answer(true, error.resumeAt)
  }
}

type Concern = (error: unknown) => boolean

/** What concerns one resource (or item) is written down; what concerns more goes on up. */
async function guarded(tally: Tally, work: () => Promise<void>, isOwn: Concern = concernsResource): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isHttpError(error) || !isOwn(error)) throw error
    tally.fail(error.problems[0] as Problem)
  }
}

const concernsResource: Concern = (error) =>
  !(error instanceof ReauthoriseError) && !(error instanceof StopForTodayError)

/** One account that is closed does not stop the others; a system that does not answer is not asked for each of them. */
const concernsItem: Concern = (error) => error instanceof GrantAccessError || error instanceof FixContractError
