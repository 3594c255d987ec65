import type { Problem } from '#shared/errors.ts'
import { FixContractError, GrantAccessError, isHttpError, StopForTodayError } from '#shared/errors-http.ts'
import { say } from '#shared/i18n/text.ts'
import type { Item } from '../source.ts'
import { type PullContext, pullItem, type Target } from './item.ts'
import { otherReader, readTwice } from './owners.ts'
import type { Tour } from './tour.ts'

/** All items of a resource. Answers when those may be asked again that want to hear nothing for a while, epoch ms. */
export async function pullItems(
  context: PullContext,
  given: Omit<Target, 'item'> & { readonly items: readonly Item[]; readonly tour: Tour },
): Promise<readonly number[]> {
  const { items, tour, ...target } = given
  const { name, tally } = target
  const resumeAt: number[] = []
  let stopped = items.length === 1
  for (const item of items) {
    if (tour.isDone(name, item.id) || (await isOthers(context, target, item))) continue
    try {
      await pullItem(context, { ...target, item })
      await tour.finish(name, item.id)
      stopped = items.length === 1
    } catch (error) {
      // One client may have spent its units; where the next one has to stop as well, it is the system's.
      const isFirstStop = error instanceof StopForTodayError && !stopped
      if (!isFirstStop && !concernsItem(error)) throw error
      tally.fail(problemOf(error, item))
      stopped = isFirstStop
      if (isFirstStop && error.resumeAt !== undefined) resumeAt.push(error.resumeAt)
    }
  }
  return resumeAt
}

/** One account that is closed does not stop the others; a system that does not answer is not asked for each of them. */
const concernsItem = (error: unknown) => error instanceof GrantAccessError || error instanceof FixContractError

function problemOf(error: unknown, { id }: Item): Problem {
  if (!isHttpError(error)) throw error
  const problem = error.problems[0]!
  const { ru, en } = problem.what
  return id ? { ...problem, what: say(`${id}: ${ru}`, `${id}: ${en}`) } : problem
}

async function isOthers({ rt, source, connection, options }: PullContext, target: Omit<Target, 'item'>, item: Item) {
  const owner = source.owner?.(connection.settings, item)
  if (!owner) return false
  const { state } = rt
  const other = await otherReader({ state, fence: options.fence, connection, resource: target.name, owner })
  if (other) target.tally.fail(readTwice(connection, owner, other))
  return other !== undefined
}
