import { dropHints, readHints, type TakenHint } from '../door/hints.ts'
import { pullOne } from './one-slice.ts'
import type { SliceRun } from './slice-run.ts'

const idsAtOnce = 50

/** Reads by id what webhooks have named for this resource; the hints go when their rows are settled. */
export async function pullHinted(run: SliceRun): Promise<void> {
  const { resource, rt, connection, progress } = run
  if (!resource.hints || progress.now.open) return
  const entities = new Set(resource.hints)
  const found = (await readHints(rt.state, connection.name)).filter(({ entity }) => entities.has(entity))
  const byId = (a: TakenHint, b: TakenHint) => (a.id < b.id ? -1 : 1)
  const all = found.toSorted(byId)
  for (let from = 0; from < all.length; from += idsAtOnce) {
    const some = all.slice(from, from + idsAtOnce)
    const at = new Date(Math.max(...some.map((hint) => hint.at))).toISOString()
    await pullOne(run, { from: at, to: at, ids: some.map(({ id }) => id) })
    await dropHints(rt.state, connection.name, some)
    run.pause()
  }
}
