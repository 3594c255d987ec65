import { hash } from 'node:crypto'
import type { Problem } from '#shared/errors.ts'
import type { RecordName } from '#shared/records/index.ts'
import type { QuarantineCode } from '../units/rows.ts'

/** Where each row of a file went: read = good + quarantined + filtered + duplicate. A file that can't be split counts as one. */
export interface Accounting {
  readonly read: number
  readonly good: number
  readonly quarantined: number
  readonly filtered: number
  readonly duplicate: number
  readonly codes: Readonly<Partial<Record<QuarantineCode, number>>>
}

export interface FileFacts extends Accounting {
  /** Of the original file's bytes. */
  readonly sha256: string
  /** Every name under which these bytes were found, sorted. */
  readonly names: readonly string[]
  readonly raw: string
  /** Of the way in which its cells were split and guarded: another one needs another raw. */
  readonly recipe: string
  readonly quarantine: string | null
  /** null: part of the present set. Else the sequence of the last manifest that had it in the set. */
  readonly lastSeen: number | null
  readonly days: Readonly<Partial<Record<RecordName, readonly string[]>>>
  /** Why none of its rows could be taken, for runs that need not read it again. */
  readonly problem?: Omit<Problem, 'cause'>
}

export interface UnitFacts {
  readonly record: RecordName
  readonly day: string
  readonly key: string
  readonly etag: string
  /** Of the canonical rows without pulled_at. */
  readonly hash: string
  readonly rows: number
  /** Rows that equal another row of the unit in every column. */
  readonly copies: number
  /** Micros by currency, as text: JSON has no integers of that size. */
  readonly amounts: Readonly<Record<string, string>>
}

/** What the connection's records are made of after one run. Each manifest is complete and names the one before it. */
export interface Manifest {
  readonly format: 1
  readonly connection: string
  readonly source: string
  readonly account: string
  readonly run: string
  readonly before: string | null
  readonly sequence: number
  readonly mapping: string
  readonly files: readonly FileFacts[]
  readonly units: readonly UnitFacts[]
}

export const sha256 = (content: string | Uint8Array): string => hash('sha256', content)

/** JSON with sorted keys, so that equal contents have equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/** The name of a run comes from what it holds and from the run before it, never from the clock. */
export function runName(manifest: Omit<Manifest, 'run'>): string {
  const units = manifest.units.map(({ etag: _, ...unit }) => unit)
  const sequence = String(manifest.sequence).padStart(6, '0')
  return `${manifest.connection}.${sequence}.${sha256(canonicalJson({ ...manifest, units })).slice(0, 16)}`
}

const contents = ({ mapping, files, units }: Pick<Manifest, 'mapping' | 'files' | 'units'>) =>
  canonicalJson({ mapping, files, units })

export const sameContents = (
  a: Pick<Manifest, 'mapping' | 'files' | 'units'>,
  b: Pick<Manifest, 'mapping' | 'files' | 'units'>,
): boolean => contents(a) === contents(b)
