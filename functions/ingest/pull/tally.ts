import type { Problem } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { SourceConnection } from '../source-connection.ts'
import { type FileSummary, type SyncSummary, summariseAll, summariseRecords, type UnitOutcome } from '../summary.ts'
import type { BadPageRow, Counts } from './rows.ts'
import type { WrittenUnit } from './units.ts'

/** Counts what one call did with one resource. */
export interface Tally {
  readonly received: number
  landed(rows: number): void
  /** A page of which nothing could be taken counts as one that was received and quarantined. */
  lostPage(): void
  settled(counts: Counts, bad: readonly BadPageRow[], units: readonly WrittenUnit[], quarantine: string | null): void
  warn(warnings: readonly Text[]): void
  fail(problem: Problem): void
  /** It has to rest: hides nothing that has failed. */
  rest(problem: Problem): void
  readonly warnings: readonly Text[]
  readonly outcomes: readonly UnitOutcome[]
  summary(): FileSummary
}

export function tallyOf(name: string): Tally {
  const counts: Counts = { received: 0, good: 0, quarantined: 0, filtered: 0, duplicate: 0 }
  const codes: Record<string, number> = {}
  const outcomes: UnitOutcome[] = []
  const warnings = new Map<string, Text>()
  const failed: Problem[] = []
  let [landed, quarantine, rested]: [number, string | null, Problem | null] = [0, null, null]
  const add = (code: string) => {
    codes[code] = (codes[code] ?? 0) + 1
  }
  return {
    get received() {
      return landed
    },
    landed: (rows) => {
      landed += rows
    },
    lostPage: () => {
      counts.received++
      counts.quarantined++
      add('SCHEMA')
    },
    settled(more, bad, units, key) {
      for (const column of Object.keys(counts) as (keyof Counts)[]) counts[column] += more[column]
      for (const { code } of bad) add(code)
      outcomes.push(
        ...units.map(({ facts, written }): UnitOutcome => ({ facts, fate: written ? 'written' : 'unchanged' })),
      )
      quarantine = key ?? quarantine
    },
    warn: (more) => {
      for (const one of more) warnings.set(one.en, one)
    },
    fail: (why) => {
      failed.push(why)
    },
    rest: (why) => {
      rested ??= why
    },
    get warnings() {
      return [...warnings.values()]
    },
    outcomes,
    summary: () => {
      const { received: read, ...rest } = counts
      const problem = together(failed) ?? rested
      const unchanged = outcomes.every(({ fate }) => fate === 'unchanged')
      return { name, sha256: '', unchanged, copyOf: null, quarantine, problem, read, ...rest, codes }
    },
  }
}

const mostTold = 5

/** Of several clients each has its own reason. */
function together(problems: readonly Problem[]): Problem | null {
  const [first, ...more] = problems
  if (!first || more.length === 0) return first ?? null
  const told = problems.slice(0, mostTold)
  const rest = problems.length - told.length
  const tail = rest > 0 ? say(` И ещё: ${rest}.`, ` And more: ${rest}.`) : say('', '')
  const all = (texts: readonly Text[]) => ({
    ru: [...new Set(texts.map(({ ru }) => ru))].join(' '),
    en: [...new Set(texts.map(({ en }) => en))].join(' '),
  })
  const what = all(told.map((one) => one.what))
  const hint = all(told.flatMap((one) => one.hint ?? []))
  return {
    ...first,
    what: say(what.ru + tail.ru, what.en + tail.en),
    hint: hint.ru ? say(hint.ru, hint.en) : undefined,
  }
}

/** The same summary as that of files: a resource stands where a file would. */
export function summariseTallies(
  { name, source, account }: SourceConnection,
  tallies: readonly Tally[],
  dryRun: boolean,
): SyncSummary {
  const files = tallies.map((tally) => tally.summary())
  const outcomes = tallies.flatMap((tally) => tally.outcomes)
  const days = outcomes.map(({ facts, fate }): UnitOutcome => ({ facts: { ...facts, day: dayIn(facts.day) }, fate }))
  return {
    connection: name,
    source,
    account,
    files,
    records: summariseRecords(days),
    total: summariseAll(files, outcomes),
    dryRun,
  }
}

/** `stats.2026-08-01` → `2026-08-01`; other units have no day of their own. */
const dayIn = (unit: string): string => /\d{4}-\d\d-\d\d$/.exec(unit)?.[0] ?? 'undated'
