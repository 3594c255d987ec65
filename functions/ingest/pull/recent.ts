import { hash } from 'node:crypto'
import type { Slice, Window } from '../source.ts'

const most = 5000
const hashSize = 16

/** A row that was read, by its place on the cursor (ISO instant). */
export interface Seen {
  readonly at: string
  /** As received, while it may be near the cursor in the end; then nothing: to read it twice does no harm. */
  row: unknown
}

const hashOf = ({ row }: Pick<Seen, 'row'>): string => hash('sha256', JSON.stringify(row)).slice(0, hashSize)

type IsRecent = (seen: Seen) => boolean

// Pages of one slice ask the same.
const known = new WeakMap<readonly string[], IsRecent>()

/** Whether a row is one of those that stand in `noted`, just as it was then. */
export function recentRows(noted: readonly string[]): IsRecent {
  const standing = known.get(noted) ?? readerOf(noted)
  known.set(noted, standing)
  return standing
}

function readerOf(noted: readonly string[]): IsRecent {
  const hashes = new Set(noted.map((one) => one.slice(0, hashSize)))
  const last = lastOf(noted)
  return (seen) => hashes.size > 0 && (last === undefined || seen.at <= last) && hashes.has(hashOf(seen))
}

/** Undefined: they were noted without their places, so any row may be one of them. */
function lastOf(noted: readonly string[]): string | undefined {
  let last = ''
  for (const one of noted) {
    const at = one.slice(hashSize)
    if (at === '') return undefined
    if (at > last) last = at
  }
  return last
}

/** What the overlap of the next run will bring again: the hash and place of each. */
export function notedRows(noted: readonly string[], seen: readonly Seen[], since: string): readonly string[] {
  const near = seen.filter(({ at, row }) => at >= since && row !== undefined).map((one) => hashOf(one) + one.at)
  const standing = noted.filter((one) => one.length === hashSize || one.slice(hashSize) >= since)
  return [...new Set([...standing, ...near])].slice(-most)
}

export interface NearRows {
  add(seen: readonly Seen[], slice: Slice): void
}

const fewest = 1000

/** Forgets rows that are too far behind the furthest one to be noted. */
export function nearRows(window: Window): NearRows {
  let near: Seen[] = []
  let furthest = ''
  let next = fewest
  let current = ''
  return {
    add(seen, slice) {
      // Read from raw again, each page brings a slice of its own that says the same.
      const name = JSON.stringify(slice)
      if (name !== current) {
        near = []
        furthest = ''
      }
      current = name
      for (const one of seen) {
        if (one.at > furthest && one.at <= slice.to) furthest = one.at
        near.push(one)
      }
      if (window.kind !== 'cursor' || slice.ids || furthest === '' || near.length < next) return
      const since = overlapStart(furthest, window)
      for (const one of near) if (one.at < since) one.row = undefined
      near = near.filter(({ at }) => at >= since)
      next = Math.max(fewest, near.length * 2)
    },
  }
}

/** Where the overlap of a cursor begins. */
export const overlapStart = (cursor: string, window: Extract<Window, { kind: 'cursor' }>): string =>
  new Date(Date.parse(cursor) - overlapOf(window)).toISOString()

const overlapOf = (window: Extract<Window, { kind: 'cursor' }>): number => window.overlapMs ?? 600_000
