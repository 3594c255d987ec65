import type { WarehouseSession } from '#shared/warehouse/warehouse.ts'
import type { Graph } from './graph.ts'
import { makeLookup } from './make-lookup.ts'
import { freedAfter, isShown, type Step } from './plan.ts'

interface Making {
  readonly session: WarehouseSession
  /** In an order in which each reads only what stands before it. */
  readonly steps: readonly Step[]
  readonly graph: Graph
  readonly signal?: AbortSignal
  tick(done: number): void
}

/** So far ahead a step may be made before its turn: further on, what it makes would wait in memory for its readers. */
const lookAhead = 40

/** A mart whose grain repeats is never published: its key tells its rows apart. */
const sortedBy = ({ layer, grain, inOrder }: Step) => ({
  order: inOrder ? [] : grain,
  unique: layer === 'mart' && grain.length > 0,
})

async function make(session: WarehouseSession, step: Step): Promise<number | undefined> {
  if ('make' in step) return makeLookup(session, step)
  const { name, sql, columns, view = false } = step
  if (sql === undefined) return undefined
  return session.addModel({ name, sql, columns, view, ...(isShown(step) && { sorted: sortedBy(step) }) })
}

/**
 * Makes every step, as many side by side as the session can, and drops what nothing reads any more. Answers the rows of
 * each. After an error nothing is being made any longer.
 */
export async function makeAll({ session, steps, graph, signal, tick }: Making): Promise<ReadonlyMap<string, number>> {
  const names = new Set(steps.map(({ name }) => name))
  const freed = freedAfter(steps, graph)
  const rowsOf = new Map<string, number>()
  const waiting = [...steps]
  const inWork = new Set<Promise<void>>()
  let passed = 0

  const isReady = ({ name }: Step) => (graph[name] ?? []).every((read) => !names.has(read) || rowsOf.has(read))
  const begin = (step: Step) => {
    const work: Promise<void> = make(session, step)
      .then((rows) => void rowsOf.set(step.name, rows ?? 0))
      .finally(() => inWork.delete(work))
    // Its failure is seen below, not as an unhandled rejection.
    work.catch(() => undefined)
    inWork.add(work)
  }
  const free = async () => {
    for (let step = steps[passed]; step && rowsOf.has(step.name); step = steps[++passed])
      for (const name of freed[passed] ?? []) await session.drop(name)
  }

  try {
    while (waiting.length > 0 || inWork.size > 0) {
      signal?.throwIfAborted()
      const next = inWork.size < (session.sideBySide ?? 1) ? waiting.slice(0, lookAhead).findIndex(isReady) : -1
      if (next >= 0) begin(waiting.splice(next, 1)[0]!)
      else {
        await Promise.race(inWork)
        await free()
        tick(rowsOf.size)
      }
    }
  } finally {
    await Promise.allSettled(inWork)
  }
  return rowsOf
}
