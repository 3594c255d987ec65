import type { LivedRow } from '#test/platforms/lives/lived.ts'

/** A run as the promises see it. */
export interface LivedRun {
  /** Epoch ms at which it, of perhaps several calls, has begun. */
  readonly at: number
  /** Read again from this day; '': all of it. */
  readonly again?: string
}

/** Places are `<record> <account> <day>`. */
export interface Truths {
  /** Something may have happened, or something else is asked for. */
  note(now: number, isAskedAnew?: boolean): void
  /** A run was begun that may or may not come to its end. */
  tried(run: LivedRun): void
  /** A run has come to its end. Answers the places that are as they are on the platform now. */
  ended(run: LivedRun): readonly string[]
  /** undefined: what stands there was true once, and not before the oldest that is allowed. */
  wrong(place: string, rows: readonly LivedRow[], isUnfinished: boolean): string | undefined
  places(): Iterable<string>
  /** Whether all accounts were read whole. */
  hasRead(resource: string): boolean
  /** Nothing was read. */
  forget(): void
  /** What a run has brought that has not come to its end may go again. */
  undo(): void
  /** For a project of its own over the same platform. */
  anew(): Truths
}
