import type { RecordName } from '#shared/records/index.ts'
import { addDays, dateOf } from '#shared/time/dates.ts'
import type { LivedRow } from '#test/platforms/lives/lived.ts'
import { anew, type Life } from './life.ts'
import { placesIn, textOf } from './places.ts'
import { run } from './run.ts'

/** What a project that reads the platform for the first time now has otherwise, of what this one must know too. */
export async function unlikeFresh(life: Life, known: readonly string[]): Promise<string | undefined> {
  const fresh = anew(life)
  await run(fresh)
  if (fresh.wrong) return `fresh: ${fresh.wrong}`
  const [ours, theirs] = [await placesIn(life.stores.lake), await placesIn(fresh.stores.lake)]
  // What is older was perhaps read under other names, or at another grain.
  const recent = addDays(dateOf(life.clock.now()), -4)
  for (const place of known) {
    const [record = '', , day = ''] = place.split(' ')
    const rows = [ours.get(place) ?? [], theirs.get(place) ?? []] as const
    const [a, b] = rows.map((some) => (day >= recent ? whole(some) : textOf(record as RecordName, some)))
    if (a !== b) return `unlike a fresh project: ${place}\n  is ${a}\n  not ${b}`
  }
  return undefined
}

const whole = (rows: readonly LivedRow[]) =>
  rows
    .map((row) => JSON.stringify({ ...row, pulled_at: null }, (_, one) => (typeof one === 'bigint' ? `${one}n` : one)))
    .sort()
    .join('\n')
