import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import { httpError } from '#shared/errors-http.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { PageRead, Request, WireResponse } from '../../source.ts'
import type { DirectIo, Settings } from './settings.ts'

/** Whose account an agency's request is about; null: that of the token's owner. */
export const clientHeaders = (settings: Settings, login: unknown): Record<string, string> => ({
  ...(typeof login === 'string' ? { 'client-login': login } : {}),
  ...(settings.use_operator_units ? { 'use-operator-units': 'true' } : {}),
})

interface Call {
  readonly service: string
  readonly method: string
  /** JSON as text: ids are numbers there, and longer than a number can be here. */
  readonly params: string
  readonly login?: unknown
}

export const call = (settings: Settings, { service, method, params, login }: Call): Request => ({
  method: 'POST',
  path: `json/${settings.api}/${service}`,
  headers: clientHeaders(settings, login),
  body: `{"method":${JSON.stringify(method)},"params":${params}}`,
})

export const pageOf = (settings: Settings, offset: unknown) => ({
  Limit: settings.page_size,
  Offset: Number(offset ?? 0),
})

const answer = z.looseObject({ result: z.looseObject({ LimitedBy: wire.text }) })

/** One page of a `get`. Without a `result` it is no answer; without the list in it there is nothing. */
export function servicePage(response: WireResponse, list: string): PageRead {
  const { result } = answer.parse(response.json())
  const rows = wire.list(z.unknown()).parse(result[list])
  return { rows, next: result.LimitedBy, warnings: unitsWarning(response) }
}

/** All pages of a `get`, outside of a resource. Errors: FixContract. */
export async function getAll<R>(io: DirectIo, ask: Omit<Call, 'method' | 'params'> & List<R>): Promise<readonly R[]> {
  const found: R[] = []
  for (let offset: string | null = '0'; offset !== null; ) {
    const params = JSON.stringify({ ...ask.params, Page: pageOf(io.settings, offset) })
    const response = await io.send(call(io.settings, { ...ask, method: 'get', params }))
    const { rows, next } = readable(io, ask.service, () => {
      const page = servicePage(response, ask.list)
      return { rows: page.rows.map((row) => ask.row.parse(row)), next: (page.next ?? null) as string | null }
    })
    found.push(...rows)
    if (next !== null && !(Number(next) > Number(offset))) throw unreadable(io, ask.service)
    offset = next
  }
  return found
}

interface List<R> {
  readonly list: string
  readonly params: object
  readonly row: z.ZodType<R>
}

/** What is read outside of a page fails by the same name. */
export function readable<T>(io: DirectIo, service: string, read: () => T): T {
  try {
    return read()
  } catch {
    throw unreadable(io, service)
  }
}

const unreadable = ({ connection }: DirectIo, service: string) =>
  httpError('FixContract', {
    who: `${connection.name}.${service}`,
    code: 'SHAPE',
    what: say('Ответ не той формы, что обещает документация.', 'The answer is not of the promised shape.'),
    hint: say('Покажите это разработчикам.', 'Show it to the developers.'),
  })

/** `Units: spent/left/daily`, on whatever answer it stands. */
export function unitsWarning({ headers }: WireResponse): readonly Text[] {
  const [, left, daily] = /^\d+\/(\d+)\/(\d+)$/.exec(headers.units?.trim() ?? '') ?? []
  if (left === undefined || Number(left) * 20 >= Number(daily)) return []
  return [
    say(
      `Баллы Директа на исходе: осталось ${left} из ${daily}.`,
      `Direct's units are running out: ${left} of ${daily} are left.`,
    ),
  ]
}
