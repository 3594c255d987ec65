import type { QueryExecution } from '@aws-sdk/client-athena'
import { Bug, type ConcordError, FixConfig, type Problem, Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'

/** What a statement is part of: the model whose text begins `headLines` lines below the statement's first. */
export interface StatementOf {
  readonly model?: string
  readonly headLines?: number
}

const place = (reason: string, { model, headLines = 0 }: StatementOf): string | undefined => {
  const [, line, column] = /line (\d+):(\d+)/.exec(reason) ?? []
  if (!line) return model
  const at = `${Math.max(1, Number(line) - headLines)}:${column}`
  return model ? `${model}.sql:${at}` : at
}

const again = say('Повторите: запрос можно запускать ещё раз', 'Try again: the statement may be repeated')

const problem = (code: string, reason: string, of: StatementOf): Problem => ({
  who: 'athena',
  code,
  where: place(reason, of),
  what: of.model
    ? say(`Модель ${of.model} не выполнилась: ${reason}`, `Model ${of.model} did not run: ${reason}`)
    : say(`запрос не выполнился: ${reason}`, `the statement did not run: ${reason}`),
})

/** Why a statement ended as FAILED or CANCELLED, by what to do next. */
export function statementFailed({ Status }: QueryExecution, of: StatementOf): ConcordError {
  const reason = Status?.StateChangeReason ?? Status?.AthenaError?.ErrorMessage ?? String(Status?.State)
  if (/bytes scanned limit/i.test(reason)) {
    return new FixConfig({
      ...problem('SCAN_CUTOFF', reason, of),
      hint: say(
        'Запрос прочёл больше, чем разрешает рабочая группа Athena. Поднимите предел в настройках стека или сузьте запрос',
        'The statement read more than the Athena workgroup allows. Raise the limit in the settings of the stack, or read less',
      ),
    })
  }
  if (Status?.State === 'CANCELLED')
    return new Unavailable({ ...problem('STATEMENT_STOPPED', reason, of), hint: again })
  // 1: Athena's own fault; 2: the statement's; 3: other.
  const isTheirs = Status?.AthenaError?.ErrorCategory === 1 || Status?.AthenaError?.Retryable === true
  if (isTheirs) return new Unavailable({ ...problem('ATHENA_INTERNAL', reason, of), hint: again })
  return new Bug(problem('MODEL_FAILED', reason, of))
}

const refusals = new Set(['InvalidRequestException', 'ResourceNotFoundException', 'MetadataException'])

/** What a call of the API itself threw, after the SDK's own retries. */
export function callFailed(cause: unknown, of: StatementOf): ConcordError {
  const name = cause instanceof Error ? cause.name : ''
  const reason = cause instanceof Error ? `${name}: ${cause.message}` : String(cause)
  if (name === 'AccessDeniedException') {
    return new FixConfig({
      ...problem('ATHENA_DENIED', reason, of),
      hint: say(
        'Дайте роли функции право на рабочую группу и базу',
        "Give the function's role the workgroup and the database",
      ),
      cause,
    })
  }
  if (refusals.has(name)) return new Bug({ ...problem('ATHENA_REFUSED', reason, of), cause })
  return new Unavailable({ ...problem('ATHENA_UNAVAILABLE', reason, of), hint: again, cause })
}

export const timedOut = (seconds: number, of: StatementOf): Unavailable =>
  new Unavailable({
    ...problem('ATHENA_TIMEOUT', `> ${seconds} s`, of),
    hint: say('Запрос остановлен. Повторите или сузьте его', 'The statement was stopped. Repeat it, or read less'),
  })
