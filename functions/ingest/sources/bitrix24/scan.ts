import * as z from 'zod'
import { httpError } from '#shared/errors-http.ts'
import { say } from '#shared/i18n/text.ts'
import type { PageRead, WireResponse } from '../../source.ts'
import { batchRequest, type Command, mostCommands, readBatch } from './batch.ts'
import { pageSize, rowsIn } from './envelope.ts'
import { peopleRules } from './personal.ts'
import { goneRecord } from './records.ts'
import { resource } from './settings.ts'
import { idIn } from './wire-row.ts'

/** All but one of the commands ask for fifty ids each; the last one for the newest. */
const ranges = mostCommands - 1
const dayMs = 86_400_000

interface Range {
  readonly key: string
  readonly from: number
  readonly to: number
}

const rangesFrom = (start: number): readonly Range[] =>
  Array.from({ length: ranges }, (_, i) => ({
    key: `ids_${i}`,
    from: start + i * pageSize,
    to: start + (i + 1) * pageSize - 1,
  }))

const startOf = (next: unknown) => (typeof next === 'string' && /^\d{1,15}$/.test(next) ? Number(next) : 1)

function commandsOf(entity: string, start: number): Readonly<Record<string, Command>> {
  const method = `crm.${entity}.list`
  const params = { select: ['ID'], start: -1 }
  const parts = rangesFrom(start).map(({ key, from, to }): [string, Command] => [
    key,
    { method, params: { filter: { '>=ID': from, '<=ID': to }, order: { ID: 'ASC' }, ...params } },
  ])
  return { ...Object.fromEntries(parts), newest: { method, params: { order: { ID: 'DESC' }, ...params } } }
}

/** An id that is missing below the newest one was deleted. Of ids above it nothing is known yet. */
function page(response: WireResponse, next: unknown): PageRead {
  const start = startOf(next)
  const asked = rangesFrom(start)
  const { results, errors } = readBatch(response.json(), [...asked.map(({ key }) => key), 'newest'])
  if (errors.length > 0) throw refused(errors[0]!.code)
  const newest = Math.max(0, ...idsIn(results.get('newest')))
  const rows = asked
    .filter(({ from }) => from <= newest)
    .map(({ key, from, to }) => rowOfRange({ key, from, to: Math.min(to, newest) }, idsIn(results.get(key)), newest))
  const end = asked.at(-1)!.to
  return { rows, next: end < newest ? String(end + 1) : null }
}

function rowOfRange({ from, to }: Range, found: readonly number[], newest: number) {
  const present = new Set(found)
  if (found.some((id) => id < from) || (to === newest && !present.has(newest))) throw new Error('another range')
  const all = Array.from({ length: to - from + 1 }, (_, i) => from + i)
  return { from: String(from), to: String(to), gone: all.filter((id) => !present.has(id)).map(String) }
}

function idsIn(result: unknown): readonly number[] {
  const rows = rowsIn(result)
  const ids = rows.map((row) => Number(idIn(row) ?? Number.NaN))
  if (ids.some((id) => !Number.isSafeInteger(id))) throw new Error('an id that is none')
  return ids
}

/** What was deleted without an event having told: every id up to the newest is asked for, 2,450 at a time. */
export const scan = resource({
  about: say('Поиск удалённого: сверка всех id', 'What was deleted: a check of all ids'),
  records: ['lead', 'deal'],
  window: { kind: 'whole' },
  personal: peopleRules,
  items: async (io) =>
    Math.floor(io.now() / dayMs) % io.settings.scan_days === 0 ? [{ id: 'lead' }, { id: 'deal' }] : [],
  request: ({ item, next }) => batchRequest(commandsOf(item.id, startOf(next))),
  page: (response, ask) => page(response, ask.next),
  row: z.object({ gone: z.array(z.string()) }),
  map: ({ gone }, { item }) => gone.map((id) => goneRecord(item.id === 'lead' ? 'lead' : 'deal', id)),
})

const refused = (code: string) =>
  httpError('FixContract', {
    who: 'bitrix24.scan',
    code,
    what: say('Команда внутри batch отвергнута.', 'A command inside the batch was refused.'),
  })
