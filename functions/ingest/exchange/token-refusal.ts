import { type ConcordError, Unavailable } from '#shared/errors.ts'
import { httpError, ReauthoriseError } from '#shared/errors-http.ts'
import { redactUrl } from '#shared/http/redact.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { SourceConnection } from '../source-connection.ts'
import type { Failure } from '../source-wire.ts'
import { hintOf } from './refusal.ts'

/** The error for a token server's no, or for its silence. */
export function tokenProblem(
  connection: SourceConnection,
  failure: Failure & { readonly url: string },
  now: number,
): ConcordError {
  const { name: who } = connection
  const { action, code, waitMs } = failure
  const [where, hint] = [redactUrl(failure.url), hintOf(connection, failure)]
  if (action === 'GrantAccess' || action === 'FixContract' || action === 'StopForToday') {
    const resumeAt = failure.resumeAt ?? (waitMs === undefined ? undefined : now + waitMs)
    const what = say(`Сервер токенов ответил отказом (${code}).`, `The token server has refused (${code}).`)
    return httpError(action, { who, code, what, where, hint }, { waitMs, resumeAt })
  }
  const what = say(`Сервер токенов сейчас не отвечает (${code}).`, `The token server does not answer now (${code}).`)
  return new Unavailable({ who, code: 'TOKEN_SERVER', what, where, hint })
}

/** `lost`: the token may have been used up by an attempt whose answer nobody has seen. */
export function reauthorise({ name, kind }: SourceConnection, code: string, lost: boolean): ReauthoriseError {
  const command = `concord connect ${kind} --name ${name}`
  return new ReauthoriseError({
    who: name,
    code: lost ? 'TOKEN_LOST' : 'TOKEN_REFUSED',
    what: lost ? lostText : refusedText(code),
    hint: say(`Войдите заново: ${command}`, `Authorise again: ${command}`),
  })
}

const lostText = say(
  'Одноразовый токен был отправлен, но ответ на него не дошёл или не сохранился.',
  'The single-use token was sent, but its answer did not come or was not saved.',
)

const refusedText = (code: string): Text =>
  code === 'invalid_client' || code === 'unauthorized_client'
    ? say(
        `Система не узнаёт интеграцию: неверен её ID или секретный ключ (${code}).`,
        `The system does not know the integration: its id or its secret key is wrong (${code}).`,
      )
    : say('Система не принимает токен.', 'The system refuses the token.')
