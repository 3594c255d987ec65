import { httpError } from '#shared/errors-http.ts'
import { redactUrl } from '#shared/http/redact.ts'
import { say, type Text } from '#shared/i18n/text.ts'
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
      what: wordsOf(source.name, failure.code),
      where: redactUrl(urlOf(asking, request).href),
      hint: hintOf(connection, failure),
    },
    { waitMs, resumeAt },
  )
}

function wordsOf(source: string, code: string): Text {
  if (code === 'HTML') {
    return say(
      `${source}: вместо данных пришла веб-страница (${code}).`,
      `${source}: a web page came instead of data (${code}).`,
    )
  }
  return isSilence(code)
    ? say(`${source} не отвечает (${code}).`, `${source} does not answer (${code}).`)
    : say(`${source} ответил отказом (${code}).`, `${source} has refused the request (${code}).`)
}

/** Of the line, or of a system that is down: see `lineFailure`. */
const isSilence = (code: string) => Object.hasOwn(lineHints, code) || /^HTTP_(408|5\d\d)$/.test(code)

/** The next step after a failure. */
export function hintOf(connection: SourceConnection, { action, code }: Failure): Text {
  if (action === 'Reauthorise') return again(connection)
  if (/^HTTP_30\d$/.test(code)) return moved(connection)
  if (action === 'GrantAccess' && /^(UNPAID|HTTP_402|PAYMENT_REQUIRED)$/i.test(code)) return unpaid(connection)
  return lineHints[code]?.(connection) ?? hints[action]
}

const again = ({ kind, name }: SourceConnection) => {
  const command = `concord connect ${kind} --name ${name}`
  return say(`Войдите заново: ${command}`, `Authorise again: ${command}`)
}

const moved = ({ path }: SourceConnection) =>
  say(
    `Система отправляет на другой адрес: проверьте account: и base_url: в ${path}.`,
    `The system sends us to another address: check account: and base_url: in ${path}.`,
  )

const unpaid = ({ name }: SourceConnection) =>
  say(
    `Доступ не оплачен: оплатите его в системе, входить заново не нужно. Затем: concord sync --select ${name}`,
    `Access is not paid for: pay for it in the system, nobody has to authorise again. Then: concord sync --select ${name}`,
  )

const lineHints: Readonly<Record<string, (connection: SourceConnection) => Text>> = {
  NO_ANSWER: () => say('Проверьте сеть и запустите ещё раз.', 'Check the network and run it again.'),
  TIMED_OUT: () => say('Система отвечает слишком долго: запустите позже.', 'The system takes too long: run it later.'),
  NO_HOST: ({ path }) =>
    say(
      `Такого адреса нет или нет сети: проверьте сеть, затем account: и base_url: в ${path}.`,
      `There is no such address, or no network: check the network, then account: and base_url: in ${path}.`,
    ),
  NO_TLS: () =>
    say(
      'Сертификату сервера нельзя верить: проверьте часы компьютера. Если трафик вскрывает прокси компании, назовите его сертификат: NODE_EXTRA_CA_CERTS=ФАЙЛ.pem',
      "The server's certificate can't be trusted: check this machine's clock. Where a company proxy opens the traffic, name its certificate: NODE_EXTRA_CA_CERTS=FILE.pem",
    ),
  NOT_HTTPS: ({ path }) =>
    say(
      `Исправьте base_url: в ${path}: он начинается с https://`,
      `Correct base_url: in ${path}: it begins with https://`,
    ),
  HTML: () =>
    say(
      'Её прислал прокси или у системы технические работы: откройте адрес в браузере, запустите позже.',
      'A proxy has sent it, or the system is under maintenance: open the address in a browser, run it later.',
    ),
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
