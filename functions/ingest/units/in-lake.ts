import type { Lake } from '#shared/lake/lake.ts'
import { keys } from '#shared/names.ts'
import { type RecordName, records } from '#shared/records/index.ts'

export interface SourceAccount {
  readonly source: string
  readonly account: string
}

/** The keys of all units that a connection has written under these sources and accounts. */
export async function unitsInLake(
  lake: Lake,
  connection: string,
  places: readonly SourceAccount[],
  names: readonly RecordName[] = Object.keys(records) as RecordName[],
): Promise<readonly string[]> {
  const found: string[] = []
  for (const record of names)
    for (const { source, account } of places) {
      const listed = await lake.list(`${keys.recordsOf(record)}source=${source}/`)
      found.push(...listed.map(({ key }) => key).filter((key) => fileName(key).startsWith(`${connection}.${account}.`)))
    }
  return found
}

const fileName = (key: string) => key.slice(key.lastIndexOf('/') + 1)
