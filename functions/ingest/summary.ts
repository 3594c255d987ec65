import { Bug, type Problem } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { RecordName } from '#shared/records/index.ts'
import type { Accounting, FileFacts, UnitFacts } from './raw/manifest.ts'
import { undated } from './units/unit.ts'

export interface FileSummary extends Accounting {
  readonly name: string
  readonly sha256: string
  /** The same contents were part of the last run already. */
  readonly unchanged: boolean
  /** The name of another file of this set with the same contents; all rows of this one count as duplicates. */
  readonly copyOf: string | null
  /** Where the rows that were not taken are listed. */
  readonly quarantine: string | null
  /** Why no row at all could be taken. */
  readonly problem: Problem | null
}

export interface RecordSummary {
  /** Of all its units, those included that this run did not touch. */
  readonly rows: number
  /** Rows that equal another row of their day in every column; they are kept. */
  readonly copies: number
  readonly unitsWritten: number
  readonly unitsUnchanged: number
  readonly unitsRemoved: number
  readonly firstDay: string | null
  readonly lastDay: string | null
  /** Micros by currency; spend and payment only. */
  readonly amounts: Readonly<Record<string, bigint>>
}

export interface SyncSummary {
  readonly connection: string
  readonly source: string
  readonly account: string
  readonly files: readonly FileSummary[]
  readonly records: Readonly<Partial<Record<RecordName, RecordSummary>>>
  readonly total: Omit<Accounting, 'codes'> & {
    readonly codes: Accounting['codes']
    readonly unitsWritten: number
    readonly unitsUnchanged: number
    readonly unitsRemoved: number
  }
  readonly dryRun: boolean
}

/** Errors: Bug when a row of the file went nowhere or twice. */
export function checkAccounting(name: string, { read, good, quarantined, filtered, duplicate }: Accounting): void {
  if (read === good + quarantined + filtered + duplicate) return
  const sum = `${read} ≠ ${good} + ${quarantined} + ${filtered} + ${duplicate}`
  throw new Bug({
    who: 'ingest',
    code: 'ACCOUNTING',
    what: say(`Строки файла не сошлись: ${sum}`, `The rows of the file don't add up: ${sum}`),
    where: name,
  })
}

/** One line per name: the first has the rows, its copies have duplicates only. */
export function summariseFile(facts: FileFacts, unchanged: boolean, problem: Problem | null): readonly FileSummary[] {
  const { sha256, quarantine, read, good, quarantined, filtered, duplicate, codes } = facts
  return facts.names.map((name, i) => {
    const counts =
      i === 0
        ? { read, good, quarantined, filtered, duplicate, codes }
        : { read, good: 0, quarantined: 0, filtered: 0, duplicate: read, codes: {} }
    checkAccounting(name, counts)
    return { name, sha256, unchanged, copyOf: i === 0 ? null : facts.names[0]!, quarantine, problem, ...counts }
  })
}

export interface UnitOutcome {
  readonly facts: UnitFacts
  readonly fate: 'written' | 'unchanged' | 'removed'
}

export function summariseRecords(outcomes: readonly UnitOutcome[]): SyncSummary['records'] {
  const byRecord = Object.groupBy(outcomes, ({ facts }) => facts.record)
  return Object.fromEntries(
    Object.entries(byRecord)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([record, list]) => [record, summariseRecord(list ?? [])]),
  )
}

function summariseRecord(outcomes: readonly UnitOutcome[]): RecordSummary {
  const count = (fate: UnitOutcome['fate']) => outcomes.filter((one) => one.fate === fate).length
  const standing = outcomes.filter(({ fate }) => fate !== 'removed').map(({ facts }) => facts)
  const days = standing
    .map(({ day }) => day)
    .filter((day) => day !== undated)
    .sort()
  return {
    rows: sum(standing.map(({ rows }) => rows)),
    copies: sum(standing.map(({ copies }) => copies)),
    unitsWritten: count('written'),
    unitsUnchanged: count('unchanged'),
    unitsRemoved: count('removed'),
    firstDay: days[0] ?? null,
    lastDay: days.at(-1) ?? null,
    amounts: addAmounts(standing),
  }
}

function addAmounts(units: readonly UnitFacts[]): Record<string, bigint> {
  const sums: Record<string, bigint> = {}
  for (const { amounts } of units)
    for (const [currency, micros] of Object.entries(amounts)) sums[currency] = (sums[currency] ?? 0n) + BigInt(micros)
  return sums
}

export function summariseAll(files: readonly FileSummary[], outcomes: readonly UnitOutcome[]): SyncSummary['total'] {
  const codes: Record<string, number> = {}
  for (const file of files)
    for (const [code, count] of Object.entries(file.codes)) codes[code] = (codes[code] ?? 0) + count
  const total = (name: 'read' | 'good' | 'quarantined' | 'filtered' | 'duplicate') =>
    sum(files.map((file) => file[name]))
  const count = (fate: UnitOutcome['fate']) => outcomes.filter((one) => one.fate === fate).length
  return {
    read: total('read'),
    good: total('good'),
    quarantined: total('quarantined'),
    filtered: total('filtered'),
    duplicate: total('duplicate'),
    codes,
    unitsWritten: count('written'),
    unitsUnchanged: count('unchanged'),
    unitsRemoved: count('removed'),
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
