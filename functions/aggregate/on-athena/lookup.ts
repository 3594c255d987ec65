import { makeLookup } from '#aggregate/make-lookup.ts'
import type { LookupDefinition } from '#aggregate/model.ts'
import { type AthenaRuntime, find, placeOf } from './parts.ts'

/** Makes a lookup's table in the build's database; made again, the newer one counts. */
export async function lookupOnAthena(
  rt: AthenaRuntime,
  lookups: readonly LookupDefinition[],
  build: string,
  name: string,
): Promise<{ readonly model: string; readonly rows: number }> {
  const session = await placeOf(rt, build).open()
  return { model: name, rows: await makeLookup(session, find(lookups, name)) }
}
