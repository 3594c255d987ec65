import type { Problem } from '#shared/errors.ts'
import { FixContractError, GrantAccessError, isHttpError, StopForTodayError } from '#shared/errors-http.ts'
import { say } from '#shared/i18n/text.ts'
import type { Item } from '../source.ts'
import { type PullContext, pullItem, type Target } from './item.ts'
import { readerOf, readTwice } from './owners.ts'
import { type Progress, progressKey } from './progress.ts'
import type { Tour } from './tour.ts'

/** What wants to hear nothing for a while. */
export interface Rest {
  /** Epoch ms from which it may be asked again. */
  readonly resumeAt?: number
  /** Said in this run; absent: an earlier one was told. */
  readonly problem?: Problem
}

interface Read {
  readonly resting: readonly Rest[]
  /** As what each of them is read. */
  readonly items: readonly Item[]
}

/** All items of a resource. */
export async function pullItems(
  context: PullContext,
  given: Omit<Target, 'item'> & { readonly items: readonly Item[]; readonly tour: Tour },
): Promise<Read> {
  const { tour, ...target } = given
  const { name, tally } = target
  const resting: Rest[] = []
  const items: Item[] = []
  const isOne = given.items.length === 1
  let stopped = isOne
  for (const asked of await behindFirst(context, name, given.items)) {
    const item = await ours(context, target, asked)
    items.push(item ?? asked)
    if (!item || tour.isDone(name, item.id)) continue
    try {
      if (item.refused) throw item.refused
      const resumeAt = await pullItem(context, { ...target, item })
      if (resumeAt !== undefined) resting.push({ resumeAt })
      await tour.finish(name, item.id)
      stopped = isOne
    } catch (error) {
      // One client may have spent its units; where the next one has to stop as well, it is the system's.
      const isFirstStop = error instanceof StopForTodayError && !stopped
      if (!isFirstStop && !concernsItem(error)) throw error
      const problem = problemOf(error, item)
      stopped = isFirstStop
      if (isFirstStop) resting.push({ resumeAt: error.resumeAt, problem })
      if (isFirstStop) tally.rest(problem)
      else tally.fail(problem)
    }
  }
  return { resting, items }
}

/** Where a day's quota does not reach all clients, each has its turn: those that were read least far come first. */
async function behindFirst(
  { rt, source, connection }: PullContext,
  resource: string,
  items: readonly Item[],
): Promise<readonly Item[]> {
  if (items.length < 2 || source.resources[resource]!.window.kind !== 'days') return items
  const cursors = new Map<string, string>()
  for (const { id } of items) {
    const standing = await rt.state.get(progressKey(connection.name, resource, id))
    cursors.set(id, (standing?.value as unknown as Progress | undefined)?.cursor ?? '')
  }
  const cursorOf = ({ id }: Item) => cursors.get(id)!
  return items.toSorted((a, b) => Number(cursorOf(a) > cursorOf(b)) - Number(cursorOf(a) < cursorOf(b)))
}

/** One account that is closed does not stop the others; a system that does not answer is not asked for each of them. */
const concernsItem = (error: unknown) => error instanceof GrantAccessError || error instanceof FixContractError

function problemOf(error: unknown, { id }: Item): Problem {
  if (!isHttpError(error)) throw error
  const problem = error.problems[0]!
  const { ru, en } = problem.what
  return id ? { ...problem, what: say(`${id}: ${ru}`, `${id}: ${en}`) } : problem
}

/** The item as it was called when it was first read; undefined: another connection reads it. */
async function ours(context: PullContext, { name, tally }: Pick<Target, 'name' | 'tally'>, item: Item) {
  const { source, connection, options } = context
  const owner = source.owner?.(connection.settings, item)
  if (!owner) return item
  const { state } = context.rt
  const claim = { state, fence: options.fence, connection, resource: name, owner, item: item.id }
  const reader = await readerOf(claim)
  if (reader.connection === connection.name) return { ...item, id: reader.item }
  tally.fail(readTwice(connection, owner, reader.connection))
  return undefined
}
