import { Bug } from '#shared/errors.ts'
import { httpError } from '#shared/errors-http.ts'
import { say } from '#shared/i18n/text.ts'
import type { JsonText } from '#shared/json/read.ts'
import type { Request } from '../../source.ts'

export const mostCommands = 50

type Param = string | number | readonly Param[] | { readonly [name: string]: Param }

export interface Command {
  readonly method: string
  readonly params: { readonly [name: string]: Param }
}

/** Up to 50 commands in one request. Keys must be words: the answer to numbered ones no longer says which has failed. */
export function batchRequest(commands: Readonly<Record<string, Command>>): Request {
  const entries = Object.entries(commands)
  if (entries.length > mostCommands || entries.some(([key]) => /^\d+$/.test(key))) throw badBatch()
  const cmd = Object.fromEntries(entries.map(([key, { method, params }]) => [key, `${method}?${phpQuery(params)}`]))
  return {
    method: 'POST',
    path: 'batch.json',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ halt: 0, cmd }),
  }
}

/** `{filter: {ID: [1, 2]}}` → `filter[ID][0]=1&filter[ID][1]=2`, with names and values escaped. */
export const phpQuery = (params: Command['params']): string =>
  Object.entries(params)
    .flatMap(([name, value]) => pairs(encodeURIComponent(name), value))
    .join('&')

function pairs(name: string, value: Param): readonly string[] {
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([key, one]) => pairs(`${name}[${encodeURIComponent(key)}]`, one as Param))
  return [`${name}=${encodeURIComponent(value)}`]
}

export interface BatchRead {
  readonly results: ReadonlyMap<string, JsonText>
  /** `key` is null where the answer doesn't say which command it was. */
  readonly errors: readonly { readonly key: string | null; readonly code: string }[]
}

/**
 * Each command has a result or an error. Empty parts are `[]`, `{}` or absent, errors keyed or a plain list.
 * Errors: FixContract BATCH_LOST when a command has neither, BATCH_SHAPE when this is no answer to a batch.
 */
export function readBatch(json: unknown, keys: readonly string[]): BatchRead {
  const outer = partOf(json, 'result')
  const [given, failed] = [entriesOf(partOf(outer, 'result')), entriesOf(partOf(outer, 'result_error'))]
  if (outer === undefined || given === undefined || failed === undefined) throw broken('BATCH_SHAPE')
  const asked = new Set(keys)
  const isList = Array.isArray(partOf(outer, 'result_error'))
  const errors = failed.map(([key, error]) => ({ key: !isList && asked.has(key) ? key : null, code: codeIn(error) }))
  const wrong = new Set(errors.map(({ key }) => key))
  const results = new Map(given.filter(([key]) => asked.has(key) && !wrong.has(key)))
  if (results.size + errors.length !== keys.length) throw broken('BATCH_LOST')
  return { results, errors }
}

function partOf(value: unknown, name: string): JsonText | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return (value as { readonly [key: string]: JsonText })[name]
}

function entriesOf(value: JsonText | undefined): readonly [string, JsonText][] | undefined {
  if (value === undefined || value === null || value === '') return []
  return typeof value === 'object' ? Object.entries(value) : undefined
}

function codeIn(error: JsonText): string {
  const code = partOf(error, 'error')
  return typeof code === 'string' && code !== '' ? code : 'BATCH_ERROR'
}

const broken = (code: 'BATCH_LOST' | 'BATCH_SHAPE') =>
  httpError('FixContract', {
    who: 'bitrix24',
    code,
    what:
      code === 'BATCH_LOST'
        ? say('В ответе на batch нет одной из команд.', 'The answer to a batch lacks one of its commands.')
        : say('Это не ответ на batch.', 'This is no answer to a batch.'),
    hint: say('Покажите это разработчикам: ответ лежит в raw.', 'Show it to the developers: the answer is in raw.'),
  })

const badBatch = () =>
  new Bug({
    code: 'BAD_BATCH',
    what: say(
      'В batch больше 50 команд или ключ — число.',
      'A batch of more than 50 commands, or a key that is a number.',
    ),
  })
