import { httpError } from '#shared/errors-http.ts'
import { say } from '#shared/i18n/text.ts'
import type { Request, WireResponse } from '../../source.ts'
import { batchRequest, type Command, readBatch } from './batch.ts'
import { pageSize, rowsIn } from './envelope.ts'
import { dealType, leadType } from './ids.ts'
import { idIn } from './wire-row.ts'

/** Objects of one type, by the portal's own ids. */
export interface Sought {
  readonly type: string
  readonly ids: readonly string[]
}

/** One page of ids for each command. */
const partsOf = (sought: readonly Sought[]): readonly (Sought & { readonly key: string })[] =>
  sought
    .flatMap(({ type, ids }) =>
      Array.from({ length: Math.ceil(ids.length / pageSize) }, (_, i) => ({
        type,
        ids: ids.slice(i * pageSize, (i + 1) * pageSize),
      })),
    )
    .map((part, i) => ({ ...part, key: `ids_${i}` }))

const methods: Readonly<Record<string, string>> = { [leadType]: 'crm.lead.list', [dealType]: 'crm.deal.list' }

function commandOf({ type, ids }: Sought): Command {
  const method = methods[type]
  if (method) return { method, params: { filter: { '@ID': ids }, select: ['ID'], order: { ID: 'ASC' }, start: -1 } }
  const params = { filter: { '@id': ids }, select: ['id'], order: { id: 'ASC' }, start: -1 }
  return { method: 'crm.item.list', params: { entityTypeId: Number(type), ...params } }
}

/** Asks which of them the portal has. */
export const presenceRequest = (sought: readonly Sought[]): Request =>
  batchRequest(Object.fromEntries(partsOf(sought).map((part) => [part.key, commandOf(part)])))

/** `<type>-<id>` of those that are there. Errors: FixContract; rows that were not asked for. */
export function presentIn(response: WireResponse, sought: readonly Sought[]): ReadonlySet<string> {
  const parts = partsOf(sought)
  const { results, errors } = readBatch(
    response.json(),
    parts.map(({ key }) => key),
  )
  if (errors.length > 0) throw refused(errors[0]!.code)
  const present = new Set<string>()
  for (const { key, type, ids } of parts)
    for (const row of rowsIn(results.get(key))) {
      const id = idIn(row)
      if (id === undefined || !ids.includes(id)) throw new Error('another list')
      present.add(`${type}-${id}`)
    }
  return present
}

const refused = (code: string) =>
  httpError('FixContract', {
    who: 'bitrix24.scan',
    code,
    what: say('Команда внутри batch отвергнута.', 'A command inside the batch was refused.'),
  })
