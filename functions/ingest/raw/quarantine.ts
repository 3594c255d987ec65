import type { Lake } from '#shared/lake/lake.ts'
import { keys } from '#shared/names.ts'
import type { BadRow } from '../units/rows.ts'
import { undated } from '../units/unit.ts'
import { sha256 } from './manifest.ts'

interface Origin {
  readonly source: string
  readonly connection: string
  /** The raw object that holds the rows, and the file they came from. */
  readonly raw: string
  readonly file: string
}

/** Where a row stood and why it was not taken; never what stood in it. */
const line = ({ raw, file }: Origin, { line, code, column, message }: BadRow) =>
  JSON.stringify({ code, column: column ?? null, file, line, message: message.en, raw })

/** Writes the rows that were not taken, once, under a key made of what they say. Answers the key, or null without such rows. */
export async function writeQuarantine(lake: Lake, origin: Origin, bad: readonly BadRow[]): Promise<string | null> {
  if (bad.length === 0) return null
  const text = bad.map((row) => `${line(origin, row)}\n`).join('')
  const key = quarantineKey(origin, text)
  await lake.put(key, Buffer.from(text), 'absent')
  return key
}

const quarantineKey = ({ source, connection }: Origin, text: string) =>
  keys.quarantine(source, connection, undated, sha256(text).slice(0, 32))
