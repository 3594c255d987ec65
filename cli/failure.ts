import { styleText } from 'node:util'
import {
  Bug,
  ConcordError,
  describeProblem,
  FixAgreement,
  FixConfig,
  type Problem,
  Unavailable,
} from '#shared/errors.ts'
import {
  GrantAccessError,
  ReauthoriseError,
  RetryWithBackoffError,
  StopForTodayError,
  WaitThenRetryError,
} from '#shared/errors-http.ts'
import type { Language } from '#shared/i18n/text.ts'
import { asTyped } from './as-typed.ts'
import { toJson } from './outcome.ts'
import { systemProblem } from './system-problem.ts'

/** Exit codes: 1 handled failure, 2 usage or agreement, 3 a key or right is missing, 5 try again later, 130 interrupted. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof Error && error.name === 'AbortError') return 130
  if (error instanceof FixAgreement || error instanceof FixConfig) return 2
  if (error instanceof ReauthoriseError || error instanceof GrantAccessError) return 3
  if (error instanceof Unavailable || comesBack.some((kind) => error instanceof kind)) return 5
  const refused = systemProblem(error)
  if (refused) return refused.code === 'DISK_FULL' ? 5 : 2
  return 1
}

const comesBack = [WaitThenRetryError, StopForTodayError, RetryWithBackoffError]

const sorry = {
  ru: 'Это ошибка самого Concord, а не ваших данных. Пожалуйста, сообщите о ней; подробности: --verbose',
  en: 'This is a mistake of Concord itself, not of your data. Please report it; details: --verbose',
}

const interrupted = {
  ru: 'Остановлено. Сделанное сохранено, следующий запуск продолжит с этого места.',
  en: 'Stopped. What was done is kept; the next run goes on from here.',
}

/** Prints an error for people (stderr) or for programs (stdout, `{error: {code, message, hint}}`). */
export function printFailure(
  error: unknown,
  options: { language: Language; json: boolean; verbose: boolean; projectDir?: string },
): void {
  const problems = problemsOf(error)
  if (options.json) {
    const first = problems[0]!
    const message = describeProblem(first, options.language)
    const all = problems.map((p) => ({ code: p.code, where: p.where, message: p.what[options.language] }))
    console.log(toJson({ error: { code: first.code, message, hint: first.hint?.[options.language], problems: all } }))
    return
  }
  for (const problem of distinct(problems)) {
    const sentence = asTyped(describeProblem(problem, options.language), options)
    console.error(`${styleText('red', '✗', { stream: process.stderr })} ${sentence}`)
    if (problem.hint) console.error(`  → ${asTyped(problem.hint[options.language], options)}`)
  }
  if (options.verbose && error instanceof Error) console.error(error.stack)
}

/** A system that is down answers the same for each of its parts: once is enough. */
function distinct(problems: readonly Problem[]): Iterable<Problem> {
  return new Map(problems.map((problem) => [describeProblem(problem, 'en'), problem])).values()
}

function problemsOf(error: unknown) {
  if (error instanceof Error && error.name === 'AbortError') return [{ code: 'INTERRUPTED', what: interrupted }]
  if (error instanceof ConcordError) {
    return error instanceof Bug ? error.problems.map((p) => ({ ...p, hint: p.hint ?? sorry })) : error.problems
  }
  const refused = systemProblem(error)
  if (refused) return [refused]
  const message = error instanceof Error ? error.message : String(error)
  return [{ code: 'BUG', what: { ru: message, en: message }, hint: sorry }]
}
