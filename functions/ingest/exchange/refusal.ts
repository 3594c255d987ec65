import { httpError } from '#shared/errors-http.ts'
import { redactUrl } from '#shared/http/redact.ts'
import { say } from '#shared/i18n/text.ts'
import type { PullRuntime } from '../outside.ts'
import type { Source } from '../source.ts'
import type { SourceConnection } from '../source-connection.ts'
import type { Failure, Request } from '../source-wire.ts'
import { urlOf } from './address.ts'

interface Asking {
  readonly rt: Pick<PullRuntime, 'clock'>
  readonly source: Source
  readonly connection: SourceConnection
}

/** The error for a failure that nobody here can mend. */
export function problem(asking: Asking, request: Request, failure: Failure, waitMs = failure.waitMs) {
  const { source, connection, rt } = asking
  const resumeAt = failure.resumeAt ?? (waitMs === undefined ? undefined : rt.clock.now() + waitMs)
  return httpError(
    failure.action,
    {
      who: connection.name,
      code: failure.restart ? 'RESTART' : failure.code,
      what: isSilence(failure.code)
        ? say(`${source.name} не отвечает (${failure.code}).`, `${source.name} does not answer (${failure.code}).`)
        : say(
            `${source.name} ответил отказом (${failure.code}).`,
            `${source.name} has refused the request (${failure.code}).`,
          ),
      where: redactUrl(urlOf(asking, request).href),
      hint: failure.action === 'Reauthorise' ? again(connection) : hints[failure.action],
    },
    { waitMs, resumeAt },
  )
}

/** Of the line, not of the system: see `lineFailure`. */
const isSilence = (code: string) => code === 'NO_ANSWER' || code === 'TIMED_OUT'

function again({ kind, name }: SourceConnection) {
  const command = `concord connect ${kind} --name ${name}`
  return say(`Войдите заново: ${command}`, `Authorise again: ${command}`)
}

const hints = {
  GrantAccess: say(
    'Дайте ключу недостающее право или оплатите доступ.',
    'Give the key the missing right, or pay for access.',
  ),
  WaitThenRetry: say('Запустите позже.', 'Run it later.'),
  StopForToday: say('Продолжит следующий запуск.', 'The next run goes on.'),
  SplitSlice: say('Меньше запрос не сделать.', 'The request can not be made smaller.'),
  RetryWithBackoff: say('Система не отвечает: запустите позже.', 'The system does not answer: run it later.'),
  FixContract: say(
    'Покажите это разработчикам: ответ лежит в raw.',
    'Show it to the developers: the answer is in raw.',
  ),
}
