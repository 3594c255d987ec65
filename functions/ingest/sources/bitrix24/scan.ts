import { httpError } from '#shared/errors-http.ts'
import { say } from '#shared/i18n/text.ts'
import type { WireResponse } from '../../source.ts'
import { scanOf } from '../crm/scan.ts'
import { batchRequest, type Command, readBatch } from './batch.ts'
import { pageSize, rowsIn } from './envelope.ts'
import { goneRecords } from './ids.ts'
import { peopleRules } from './personal.ts'
import { resource, type Settings } from './settings.ts'
import { idIn } from './wire-row.ts'

/** Of one batch, each with a page of ids. */
const commandCount = 20

const entityOf = (id: string) => (id === 'lead' ? 'lead' : 'deal')

const partsOf = (ids: readonly string[]) =>
  Array.from({ length: Math.ceil(ids.length / pageSize) }, (_, i): [string, readonly string[]] => [
    `ids_${i}`,
    ids.slice(i * pageSize, (i + 1) * pageSize),
  ])

function commandsOf(entity: string, ids: readonly string[]): Readonly<Record<string, Command>> {
  const commands = partsOf(ids).map(([key, some]): [string, Command] => [
    key,
    {
      method: `crm.${entity}.list`,
      params: { filter: { '@ID': some }, select: ['ID'], order: { ID: 'ASC' }, start: -1 },
    },
  ])
  return Object.fromEntries(commands)
}

/** Errors: FixContract; rows that were not asked for. */
function aliveIn(response: WireResponse, ids: readonly string[]): ReadonlySet<string> {
  const parts = partsOf(ids)
  const { results, errors } = readBatch(
    response.json(),
    parts.map(([key]) => key),
  )
  if (errors.length > 0) throw refused(errors[0]!.code)
  const alive = new Set<string>()
  for (const [key, asked] of parts)
    for (const row of rowsIn(results.get(key))) {
      const id = idIn(row)
      if (id === undefined || !asked.includes(id)) throw new Error('another list')
      alive.add(id)
    }
  return alive
}

/** Objects of other kinds stand among the leads and deals as `31-7`: `items` reads them. */
const isOwn = (id: unknown) => /(^|:)\d+$/.test(String(id))

/** What was deleted without an event having told: the leads and deals that we know are asked for by their ids. */
export const scan = resource({
  about: say('Поиск удалённого: сверка известных id', 'What was deleted: a check of the ids that we know'),
  records: ['lead', 'deal'],
  personal: peopleRules,
  items: async () => [{ id: 'lead' }, { id: 'deal' }],
  ...scanOf<Settings>({
    record: ({ id }) => entityOf(id),
    isListed: () => (row) => row.deleted !== true && row.merged_into === null && isOwn(row.lead_id ?? row.deal_id),
    atOnce: () => commandCount * pageSize,
    request: (ids, { id }) => batchRequest(commandsOf(entityOf(id), ids)),
    alive: aliveIn,
  }),
  map: ({ gone }, ask) =>
    gone.length === 0 ? undefined : gone.flatMap((id) => goneRecords(entityOf(ask.item.id), id, ask)),
})

const refused = (code: string) =>
  httpError('FixContract', {
    who: 'bitrix24.scan',
    code,
    what: say('Команда внутри batch отвергнута.', 'A command inside the batch was refused.'),
  })
