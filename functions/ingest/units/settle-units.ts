import { type RecordName, records } from '#shared/records/index.ts'
import type { Runtime } from '#shared/runtime.ts'
import type { UnitFacts } from '../raw/manifest.ts'
import type { FileConnection } from '../sources/file/index.ts'
import type { UnitOutcome } from '../summary.ts'
import { unitsInLake } from './in-lake.ts'
import type { Unit } from './unit.ts'
import { type UnitWriter, writeUnit } from './write-units.ts'

interface Settler {
  readonly rt: Runtime
  readonly connection: FileConnection
  readonly pulledAt: number
  readonly dryRun: boolean
  readonly stop: () => void
  readonly check: () => Promise<void>
}

interface Change {
  readonly made: readonly Unit[]
  readonly before: readonly UnitFacts[]
  /** Everything was made again: what was not made goes away. */
  readonly whole: boolean
}

const nameOf = ({ record, day }: Pick<UnitFacts, 'record' | 'day'>) => `${record} ${day}`

/** Enough to keep the disk busy while the next unit is encoded. */
const putsInWork = 8

/** Below this, starting threads costs more than they save. */
const worthThreads = 100_000

/** Writes the units that differ from what stands, and takes away those that are no more. */
export async function settleUnits(settler: Settler, { made, before, whole }: Change): Promise<readonly UnitOutcome[]> {
  const known = new Map(before.map((facts) => [nameOf(facts), facts]))
  const written = await writeAll(settler, made, known)
  const names = new Set(written.map(({ facts }) => nameOf(facts)))
  const rest = before.filter((facts) => !names.has(nameOf(facts)))
  if (!whole) return [...written, ...rest.map((facts): UnitOutcome => ({ facts, fate: 'unchanged' }))]
  const keys = new Set(written.map(({ facts }) => facts.key))
  await removeAllBut(settler, keys, before)
  return [...written, ...rest.map((facts): UnitOutcome => ({ facts, fate: 'removed' }))]
}

async function writeAll(settler: Settler, made: readonly Unit[], known: ReadonlyMap<string, UnitFacts>) {
  const { rt, connection, pulledAt, dryRun, check, stop } = settler
  const { source, account, name } = connection
  const threads = made.reduce((sum, { rows }) => sum + rows, 0) >= worthThreads
  const place = { source, account, connection: name }
  const writer: UnitWriter = { lake: rt.lake, place, pulledAt, dryRun, threads, check }
  const outcomes: UnitOutcome[] = []
  const inWork = new Set<Promise<void>>()
  const one = async (unit: Unit) => {
    const { facts, written } = await writeUnit(writer, unit, known.get(nameOf(unit)))
    outcomes.push({ facts, fate: written ? 'written' : 'unchanged' })
    rt.progress.step(`write ${name}`, outcomes.length, made.length, 'units')
  }
  try {
    for (const unit of made) {
      stop()
      const work: Promise<void> = one(unit).finally(() => inWork.delete(work))
      // Its failure is seen below, not as an unhandled rejection.
      work.catch(() => undefined)
      inWork.add(work)
      if (inWork.size >= putsInWork) await Promise.race(inWork)
    }
    await Promise.all(inWork)
  } finally {
    // Nothing of a failed run may still be writing when the next one begins.
    await Promise.allSettled(inWork)
  }
  return outcomes
}

/** Units of a run that was cut off stand in the lake, though no manifest knows them. */
async function removeAllBut(
  { rt, connection, dryRun }: Settler,
  keys: ReadonlySet<string>,
  before: readonly UnitFacts[],
) {
  if (dryRun) return
  const standing = await unitsInLake(rt.lake, connection.name, [connection], Object.keys(records) as RecordName[])
  const obsolete = new Set([...standing, ...before.map(({ key }) => key)])
  for (const key of obsolete) if (!keys.has(key)) await rt.lake.delete(key)
}
