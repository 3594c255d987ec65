import { type Mapped, to } from '#ingest/mapping/mapped.ts'
import { say } from '#shared/i18n/text.ts'
import { dealType, leadPipeline, pipelineId } from './ids.ts'
import { offsetRequest } from './lists.ts'
import { offsetPage } from './pages.ts'
import { colleaguesOnly } from './personal.ts'
import { resource } from './settings.ts'
import { rowOf, type WireRow, wireRow } from './wire-row.ts'

/** `STATUS` holds the stages of leads, `DEAL_STAGE_5` those of pipeline 5, `DYNAMIC_128_STAGE_10` those of a process. */
export function pipelineOf(entity: string): string | undefined {
  if (entity === 'STATUS') return leadPipeline
  const [, kind = '', process, number] = /^(DEAL|DYNAMIC_(\d+)|SMART_INVOICE)_STAGE(?:_(\d+))?$/.exec(entity) ?? []
  if (kind === 'DEAL') return pipelineId(dealType, number ?? '0')
  return number && pipelineId(process ?? '31', number)
}

/** How a stage ends: `process`, `success`, `failure`, or `apology` (lost, and the reason is looked into). */
export function semanticsOf(row: WireRow): string {
  const extra = row.raw('EXTRA')
  const said = typeof extra === 'object' && extra !== null && !Array.isArray(extra) ? rowOf(extra as never) : undefined
  const letter = row.text('SEMANTICS')
  const known = row.has('SEMANTICS') ? 'process' : namedOutcome(row.text('STATUS_ID') ?? '')
  return said?.text('SEMANTICS') ?? (letter === 'S' ? 'success' : letter === 'F' ? 'failure' : known)
}

/** An older portal says nothing of it: the ids of the system's own stages do. */
function namedOutcome(status: string): string {
  const [name = ''] = /[A-Z]+$/.exec(status) ?? []
  if (['WON', 'CONVERTED', 'SUCCESS'].includes(name)) return 'success'
  if (['LOSE', 'JUNK', 'FAIL'].includes(name)) return 'failure'
  return name === 'APOLOGY' ? 'apology' : 'process'
}

/** Unique among all pipelines: NEW is a stage of leads and of the first pipeline of deals. */
const stageId = (pipeline: string, status: string) => (pipeline === leadPipeline ? `${leadPipeline}:${status}` : status)

function statusRecords(row: WireRow): Mapped | readonly Mapped[] | undefined {
  const [entity, status, name] = [row.text('ENTITY_ID') ?? '', row.text('STATUS_ID'), row.text('NAME')]
  if (status === null) return undefined
  if (entity === 'SOURCE') return to('dictionary', { kind: 'source', id: status, name })
  const parent = pipelineOf(entity)
  if (parent === undefined) return undefined
  const id = stageId(parent, status)
  return [
    to('dictionary', { kind: 'stage', id, name, parent }),
    to('dictionary', { kind: 'stage_outcome', id, name: semanticsOf(row), parent }),
  ]
}

export const statuses = resource({
  about: say('Этапы, исходы и источники', 'Stages, their outcomes, and sources'),
  records: ['dictionary'],
  window: { kind: 'whole' },
  request: ({ next }) => offsetRequest('crm.status.list', next, { order: { ENTITY_ID: 'ASC', SORT: 'ASC' } }),
  page: (response) =>
    offsetPage(response, ['DATE_CREATE', 'EVENT_NAME', 'OWNER_ID', 'CALL_ID', 'entityTypeId', 'ACTIVE']),
  row: wireRow,
  map: statusRecords,
})

export const pipelines = resource({
  about: say('Воронки', 'Pipelines'),
  records: ['dictionary'],
  window: { kind: 'whole' },
  // Leads have none.
  items: async ({ settings }) =>
    [...new Set([2, ...settings.items.map(({ type }) => type)])]
      .filter((type) => type !== 1)
      .map((type) => ({ id: String(type) })),
  request: ({ item, next }) => offsetRequest('crm.category.list', next, { entityTypeId: Number(item.id) }),
  page: (response) =>
    offsetPage(response, ['DATE_CREATE', 'EVENT_NAME', 'OWNER_ID', 'CALL_ID', 'ENTITY_ID', 'ACTIVE', 'ID']),
  row: wireRow,
  map: (row, { item }) => {
    const id = pipelineId(item.id || dealType, row.id())
    return to('dictionary', { kind: 'pipeline', id, name: row.text('NAME'), parent: row.text('ENTITY_TYPE_ID') })
  },
})

export const users = resource({
  about: say('Сотрудники: только имена', 'Colleagues: their names only'),
  records: ['dictionary'],
  window: { kind: 'whole' },
  personal: colleaguesOnly,
  request: ({ next }) => offsetRequest('user.get', next, { sort: 'ID', order: 'ASC' }),
  page: (response) =>
    offsetPage(response, [
      'DATE_CREATE',
      'EVENT_NAME',
      'OWNER_ID',
      'CALL_ID',
      'ENTITY_ID',
      'STATUS_ID',
      'entityTypeId',
    ]),
  row: wireRow,
  map: (row) => {
    const name = [row.text('NAME'), row.text('LAST_NAME')].filter((part) => part !== null).join(' ')
    return to('dictionary', { kind: 'user', id: row.id(), name: name || null })
  },
})
