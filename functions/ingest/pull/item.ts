import { StopForTodayError } from '#shared/errors-http.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { isResting } from '../exchange/quota.ts'
import { OutOfTime, type PullRuntime } from '../outside.ts'
import type { Facts, Io, Item, Source } from '../source.ts'
import type { SourceConnection } from '../source-connection.ts'
import { stopped } from '../stopped.ts'
import { landedBefore } from './landed.ts'
import { ioOf, type PullOptions } from './open.ts'
import { openProgress } from './progress.ts'
import { nearRows } from './recent.ts'
import { pullResource, type Wanted } from './resource.ts'
import type { SliceRun } from './slice-run.ts'
import { pullHinted } from './take-hints.ts'
import type { Tally } from './tally.ts'

/** What all resources of a connection have in common. */
export interface PullContext {
  readonly rt: PullRuntime
  readonly source: Source
  readonly connection: SourceConnection
  readonly exchange: Exchange
  readonly options: PullOptions
  readonly key: Uint8Array
  /** Of the newest manifest of this connection that stands. */
  lastSequence(): Promise<number>
}

/** One resource of one item. */
export interface Target {
  readonly name: string
  readonly item: Item
  readonly facts: Facts
  readonly tally: Tally
  readonly wanted: Wanted
}

/** As far as the deadline allows. Answers until when it rests, epoch ms, where it was not even asked. */
export async function pullItem(
  context: PullContext,
  { name, item, facts, tally, wanted }: Target,
): Promise<number | undefined> {
  const { rt, source, connection, exchange, options, key } = context
  const { lastSequence } = context
  const place = { state: rt.state, fence: options.fence, connection: connection.name, resource: name, item: item.id }
  const progress = await openProgress({ ...place, lastSequence })
  if (isResting(progress.now.resumeAt, rt.clock.now())) return progress.now.resumeAt
  const remember: Io<unknown>['remember'] = async (memo) => {
    if (progress.now.open) await progress.save({ open: { ...progress.now.open, memo } })
  }
  const run: SliceRun = {
    ...{ rt, source, connection, name, item, progress, tally, key },
    resource: source.resources[name]!,
    io: ioOf(exchange, facts, remember),
    cache: new Map(),
    near: nearRows(source.resources[name]!.window),
    isLanded: landedBefore(),
    remake: options.remake ?? false,
    receivedBefore: tally.received,
    pause: () => pauseOf(rt, options)(),
  }
  try {
    await pullHinted(run)
    await pullResource(run, wanted)
    if (progress.now.resumeAt !== null) await progress.save({ resumeAt: null })
    return undefined
  } catch (error) {
    if (error instanceof StopForTodayError) await progress.save({ resumeAt: error.resumeAt ?? null })
    throw error
  }
}

const pauseOf =
  (rt: PullRuntime, { deadline, signal }: PullOptions) =>
  () => {
    if (signal?.aborted) throw stopped('pull')
    if (deadline !== undefined && rt.clock.now() >= deadline) throw new OutOfTime(rt.clock.now())
  }
