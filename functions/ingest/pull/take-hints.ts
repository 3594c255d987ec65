import { FixContractError, GrantAccessError } from '#shared/errors-http.ts'
import { say } from '#shared/i18n/text.ts'
import { dropHints, readHints, type TakenHint } from '../door/hints.ts'
import { finishOpen, pullOne } from './one-slice.ts'
import type { SliceRun } from './slice-run.ts'

const idsAtOnce = 50

/** Reads by id what webhooks have named for this resource; the hints go when their rows are settled. */
export async function pullHinted(run: SliceRun): Promise<void> {
  const { resource, rt, connection, progress } = run
  if (!resource.hints) return
  // Begun by an earlier call, whose hints still stand.
  if (progress.now.open?.slice.ids) await unlessRefused(run, () => finishOpen(run))
  if (progress.now.open) return
  const entities = new Set(resource.hints)
  const found = (await readHints(rt.state, connection.name)).filter(({ entity }) => entities.has(entity))
  const byId = (a: TakenHint, b: TakenHint) => (a.id < b.id ? -1 : 1)
  const all = found.toSorted(byId)
  for (let from = 0; from < all.length; from += idsAtOnce) {
    const some = all.slice(from, from + idsAtOnce)
    const at = new Date(Math.max(...some.map((hint) => hint.at))).toISOString()
    const slice = { from: at, to: at, ids: some.map(({ id }) => id) }
    await unlessRefused(run, () => pullOne(run, slice))
    await dropHints(rt.state, connection.name, some)
    run.pause()
  }
}

/** A hint is never the truth: what the system will not give by id must not keep the pull from all the rest, in every run. */
async function unlessRefused({ progress, tally, name }: SliceRun, read: () => Promise<void>): Promise<void> {
  try {
    await read()
  } catch (error) {
    if (!(error instanceof FixContractError || error instanceof GrantAccessError)) throw error
    await progress.save({ open: null })
    const { code } = error
    tally.warn([
      say(
        `${name}: то, что назвали вебхуки, система по номерам не отдала (${code}); это прочитает обычный обмен.`,
        `${name}: what webhooks have named was not given by id (${code}); the ordinary pull reads it.`,
      ),
    ])
  }
}
