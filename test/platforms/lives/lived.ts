import type { Source } from '#ingest/source.ts'
import type { RecordName } from '#shared/records/index.ts'
import { addDays, dateOf, weekdayOf } from '#shared/time/dates.ts'
import type { Asked, Reply } from '../../replay-server/server.ts'

export type LivedRow = Readonly<Record<string, string | number | bigint | boolean | null>>
export type Random = () => number

/** What a connector promises of one record, as its documents say. */
export interface Promised {
  readonly record: RecordName
  readonly resource: string
  /** Days before today that every run reads again. */
  readonly trailing: number
  /** Read anew in every run; it has no days. */
  readonly isWhole?: boolean
  /** The system tells of every later change. */
  readonly isAnnounced?: boolean
  /** Its days are read, or written, in several parts: between two of them they are half there, until the next run. */
  readonly isInParts?: boolean
  /** The first day that a run reads which is the first of its week, if it is, after one that had begun then. */
  readonly weekly?: (before: number, now: number) => string | undefined
}

/** One whose numbers are told apart. */
export interface LivedAccount {
  /** As it stands in the records. */
  readonly id: string
  readonly zone: string
}

/** A platform that lives: things happen to it, it answers, and it keeps the truth in a plain ledger. */
export interface LivedWorld {
  readonly source: Source
  readonly promises: readonly Promised[]
  secrets(url: string): Readonly<Record<string, string>>
  /** The connection as it is configured now. */
  yaml(url: string): string
  answer(asked: Asked): Reply
  /** Something that people or the platform do; answers what, for whoever reads a failure. */
  happen(random: Random, now: number): string
  /** Somebody edits the connection. */
  configure(random: Random): string
  /** Something is out of order for a while. */
  suffer(random: Random, now: number): string
  /** Rows of each day as the records should have them, by `<record> <account> <day>`. */
  truth(): ReadonlyMap<string, readonly LivedRow[]>
  readonly since: string
  /** Whom the connection asks for it now. */
  accounts(resource: string): readonly LivedAccount[]
  /** What can't be read just now, or may have been refused during the run that began then. */
  isTroubled(resource: string, account: string, since: number): boolean
  /** What has changed there was perhaps not told to a run that has begun then. */
  isUntold?(account: string, since: number): boolean
  /** Nobody can have been refused since then. */
  isCalm(since: number): boolean
  /** All is well, for as long as this takes. */
  calmly<T>(work: () => Promise<T>): Promise<T>
}

export const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!
export const upTo = (random: Random, most: number): number => Math.floor(random() * (most + 1))
export const mondayOf = (day: string): string => addDays(day, -weekdayOf(day))

/** Where a connection begins to read: on a day that it names, or ninety days before today, whichever day that is. */
export function beginning(random: Random, clock: { now(): number }) {
  const dayBefore = (days: number) => addDays(dateOf(clock.now()), -days)
  const fixed = random() < 0.75 ? dayBefore(pick(random, [6, 20, 50, 80])) : undefined
  return { since: () => fixed ?? dayBefore(89), line: fixed ? `since: ${fixed}` : '' }
}
