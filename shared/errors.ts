import type { Language, Text } from '#shared/i18n/text.ts'

/** What an error tells its reader. `where` is `file:line:column` or the like; `hint` is the next step to take. */
export interface Problem {
  readonly who?: string
  readonly code: string
  readonly what: Text
  readonly where?: string
  readonly hint?: Text
  /** How many rows of data it speaks of. */
  readonly rows?: number
  readonly cause?: unknown
}

/** Errors are named by what to do next; anything finer is the `code`. Names are written out: a bundler shortens those of classes. */
export class ConcordError extends Error {
  readonly problems: readonly Problem[]

  constructor(problem: Problem | readonly Problem[]) {
    const problems = Array.isArray(problem) ? (problem as readonly Problem[]) : [problem as Problem]
    super(problems.map((p) => describeProblem(p, 'en')).join('\n'), { cause: problems[0]?.cause })
    this.problems = problems
  }

  get code(): string {
    return this.problems[0]?.code ?? 'UNKNOWN'
  }
}

/** The agreement must be changed by people. */
export class FixAgreement extends ConcordError {
  override name = 'FixAgreement'
}
/** A connection, an option or the environment must be changed. */
export class FixConfig extends ConcordError {
  override name = 'FixConfig'
}
/** The data itself is wrong; rows go to quarantine, totals that don't tie stop publishing. */
export class FixData extends ConcordError {
  override name = 'FixData'
}
/** A store, an engine or a lock is not available now; trying again may help. */
export class Unavailable extends ConcordError {
  override name = 'Unavailable'
}
/** Our own mistake. */
export class Bug extends ConcordError {
  override name = 'Bug'
}

/** One problem as printed: `[who] where what`, without the hint. */
export function describeProblem(problem: Problem, language: Language): string {
  const who = problem.who ? `[${problem.who}] ` : ''
  const where = problem.where ? `${problem.where} ` : ''
  return `${who}${where}${problem.what[language]}`
}

/** For logs: codes, places and what is wrong in English; of an error that is not ours no more than its name. */
export function factsOf(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof ConcordError)) return { error: error instanceof Error ? error.name : 'unknown' }
  const problems = error.problems.map(({ who, code, where, what }) => ({ who, code, where, what: what.en }))
  return { error: error.name, problems }
}
