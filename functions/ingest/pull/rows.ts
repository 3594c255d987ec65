import * as z from 'zod'
import { say, type Text } from '#shared/i18n/text.ts'
import { records } from '#shared/records/index.ts'
import { BadValue, type Mapped } from '../mapping/mapped.ts'
import type { Ask, PageRead, Resource } from '../source.ts'
import type { QuarantineCode } from '../units/rows.ts'
import { complete } from './complete.ts'
import type { Seen } from './recent.ts'

export interface BadPageRow {
  readonly raw: string
  /** The row's place in the page, from 1. */
  readonly row: number
  readonly code: QuarantineCode
  readonly column: string | null
  readonly message: Text
}

export interface Counts {
  received: number
  good: number
  quarantined: number
  filtered: number
  duplicate: number
}

export interface RowsOut {
  readonly counts: Counts
  readonly mapped: Mapped[]
  readonly bad: BadPageRow[]
  /** Rows that have a place on the cursor. */
  readonly seen: Seen[]
}

/** What a landed page comes to. Its rows as received are forgotten: those of a whole slice would be a heap of old objects. */
export interface PageRows {
  readonly out: RowsOut
  readonly cursor: string | undefined
  readonly total: number | undefined
  readonly warnings: readonly Text[]
}

export const emptyRows = (): RowsOut => ({
  counts: { received: 0, good: 0, quarantined: 0, filtered: 0, duplicate: 0 },
  mapped: [],
  bad: [],
  seen: [],
})

export function addRows(all: RowsOut, { counts, mapped, bad, seen }: RowsOut): void {
  for (const name of Object.keys(counts) as (keyof Counts)[]) all.counts[name] += counts[name]
  for (const one of mapped) all.mapped.push(one)
  for (const one of bad) all.bad.push(one)
  for (const one of seen) all.seen.push(one)
}

/** Not one of them was taken: of such rows nobody can tell what they would replace. */
export const isUnreadable = ({ received, quarantined }: Counts): boolean => received > 0 && quarantined === received

interface Reader {
  readonly resource: Resource
  readonly account: string
  /** Days that the slice asked for; undefined: whichever come. */
  readonly days: ReadonlySet<string> | undefined
  /** Whether an earlier slice has read this very row. */
  readonly isRecent: (seen: Seen) => boolean
}

type Verdict =
  | { readonly kind: 'good'; readonly mapped: readonly Mapped[] }
  | { readonly kind: 'filtered' | 'duplicate' }

/** Every row of a page goes to exactly one place: records, quarantine, filtered or known already. */
export function readRows(reader: Reader, read: PageRead, ask: Ask<unknown>, raw: string, out: RowsOut): void {
  read.rows.forEach((given, i) => {
    out.counts.received++
    try {
      const verdict = readRow(reader, given, ask, out)
      out.counts[verdict.kind]++
      if (verdict.kind === 'good') for (const one of verdict.mapped) out.mapped.push(one)
    } catch (error) {
      out.counts.quarantined++
      out.bad.push({ raw, row: i + 1, ...reasonOf(error) })
    }
  })
}

function readRow(
  { resource, account, days, isRecent }: Reader,
  given: unknown,
  ask: Ask<unknown>,
  out: RowsOut,
): Verdict {
  const row = resource.row.parse(given)
  const at = resource.cursorOf?.(row)
  if (at !== undefined) {
    const seen = { at, row: given }
    out.seen.push(seen)
    if (isRecent(seen)) return { kind: 'duplicate' }
  }
  const made = resource.map(row, ask)
  if (made === undefined) return { kind: 'filtered' }
  const mapped = (Array.isArray(made) ? (made as readonly Mapped[]) : [made as Mapped]).map((one) =>
    complete(one, account),
  )
  if (days) for (const one of mapped) checkDay(one, days, ask.slice.from)
  return { kind: 'good', mapped }
}

/** The day of a restated unit in which a row stands. */
export function dayOfRow({ record, row, day }: Mapped, sliceDay: string): string {
  const dated = records[record].dated
  const value = dated === null ? null : row[dated]
  return day ?? (typeof value === 'string' ? value : sliceDay)
}

/** The `column` of rows whose day is not among those asked for. */
export const foreignDay = '(day)'

function checkDay(mapped: Mapped, days: ReadonlySet<string>, sliceDay: string): void {
  if (days.has(dayOfRow(mapped, sliceDay))) return
  throw new BadValue(
    'RANGE',
    foreignDay,
    say('День не из тех, что спрашивали.', 'The day is not among those asked for.'),
  )
}

/** Never what stood there. Whatever a mapping stumbles over is a row of an unexpected shape. */
function reasonOf(error: unknown): Pick<BadPageRow, 'code' | 'column' | 'message'> {
  if (error instanceof BadValue) return { code: error.code, column: error.column, message: error.text }
  const path = error instanceof z.ZodError ? (error.issues[0]?.path.map(String).join('.') ?? '') : ''
  const shown = path.slice(0, 80)
  return {
    code: 'SCHEMA',
    column: shown || null,
    message: say('Строка не той формы.', 'The row has an unexpected shape.'),
  }
}
