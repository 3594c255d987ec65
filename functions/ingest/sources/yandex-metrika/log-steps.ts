import { FixContractError, GrantAccessError, httpError } from '#shared/errors-http.ts'
import { say } from '#shared/i18n/text.ts'
import { datesBetween } from '#shared/time/dates.ts'
import type { Ask, Io, Request } from '../../source.ts'
import { logFields } from './fields.ts'
import { isOurs, type Log, readAs } from './log-wire.ts'
import type { Settings } from './settings.ts'

export const pathOf = ({ counter }: Settings, rest: string): string => `management/v1/counter/${counter}/${rest}`

const queryOf = ({ settings, slice }: Pick<Ask<Settings>, 'settings' | 'slice'>) => ({
  date1: slice.from,
  date2: slice.to,
  source: 'visits',
  fields: logFields(settings.attribution).join(','),
})

/** Every log of the counter that is Concord's own. */
export async function ownLogs(io: Io<Settings>): Promise<readonly Log[]> {
  const response = await io.send({ method: 'GET', path: pathOf(io.settings, 'logrequests') })
  const { requests } = readAs('list', response, io.connection.name)
  return requests.filter((log) => isOurs(log, logFields(io.settings.attribution)))
}

/** How many days Metrika would prepare at once; undefined: all that are asked for. */
export async function mostDays(
  io: Io<Settings>,
  ask: Pick<Ask<Settings>, 'settings' | 'slice'>,
): Promise<number | undefined> {
  const path = pathOf(io.settings, 'logrequests/evaluate')
  const response = await io.send({ method: 'GET', path, query: queryOf(ask) })
  const { possible, max_possible_day_quantity: most } = readAs(
    'evaluation',
    response,
    io.connection.name,
  ).log_request_evaluation
  return possible ? undefined : Number.parseInt(most ?? '0', 10) || 0
}

/** Errors: SplitSlice, or GrantAccess when not even one day is possible. */
export async function evaluate(io: Io<Settings>, ask: Ask<Settings>): Promise<void> {
  const most = await mostDays(io, ask)
  if (most === undefined) return
  if (most > 0 && datesBetween(ask.slice.from, ask.slice.to).length > 1) {
    throw httpError('SplitSlice', { who: io.connection.name, code: 'TOO_MANY_DAYS', what: tooMuch })
  }
  throw httpError('GrantAccess', {
    who: io.connection.name,
    code: 'NO_ROOM_FOR_LOGS',
    what: say(
      'Метрика не готовит логи счётчика даже за один день: занято место под логи (10 ГБ).',
      'Metrika does not prepare logs of the counter, not even for one day: its room for logs (10 GB) is taken.',
    ),
    hint: say(
      'Удалите подготовленные логи других программ или возьмите суммы: resources: [traffic].',
      'Clean the logs that other programs have prepared, or take sums: resources: [traffic].',
    ),
  })
}

export const tooMuch = say('Лог за столько дней слишком велик.', 'A log of so many days is too large.')

export async function create(io: Io<Settings>, ask: Ask<Settings>): Promise<Log> {
  const request: Request = { method: 'POST', path: pathOf(io.settings, 'logrequests'), query: queryOf(ask) }
  return readAs('one', await io.send(request), io.connection.name).log_request
}

export async function look(io: Io<Settings>, id: string): Promise<Log> {
  const response = await io.send({ method: 'GET', path: pathOf(io.settings, `logrequest/${id}`) })
  return readAs('one', response, io.connection.name).log_request
}

/** Frees the counter's room: what is ready is cleaned, what is under way is cancelled. Somebody may have been quicker. */
export async function drop(
  io: Io<Settings>,
  { request_id, status }: Pick<Log, 'request_id' | 'status'>,
): Promise<void> {
  if (/^(cleaned|canceled)/.test(status)) return
  const way = /^(created|awaiting_retry)$/.test(status) ? 'cancel' : 'clean'
  try {
    await io.send({ method: 'POST', path: pathOf(io.settings, `logrequest/${request_id}/${way}`) })
  } catch (error) {
    if (!(error instanceof FixContractError) && !(error instanceof GrantAccessError)) throw error
  }
}
