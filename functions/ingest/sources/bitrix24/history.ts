import { to } from '#ingest/mapping/mapped.ts'
import { say } from '#shared/i18n/text.ts'
import { listRequest } from './lists.ts'
import { listPage } from './pages.ts'
import { placeOf } from './records.ts'
import { resource } from './settings.ts'
import { wireRow } from './wire-row.ts'

const typeIds = { lead: 1, deal: 2 } as const

/** Entries into stages; the list only grows, so its own ids are the cursor. */
export const stageHistory = resource({
  about: say('История этапов', 'Stage history'),
  records: ['stage_change'],
  window: { kind: 'cursor', by: 'id', settleEvery: 8 },
  items: async () => Object.keys(typeIds).map((id) => ({ id })),
  request: (ask) =>
    listRequest('crm.stagehistory.list', ask, {
      ...{ byId: true, list: '[items]' },
      more: { entityTypeId: typeIds[ask.item.id === 'lead' ? 'lead' : 'deal'] },
    }),
  page: (response, ask) =>
    listPage(response, ask, {
      byId: true,
      foreign: ['DATE_CREATE', 'EVENT_NAME', 'ENTITY_ID', 'CALL_ID', ask.item.id === 'lead' ? 'STAGE_ID' : 'STATUS_ID'],
    }),
  row: wireRow,
  map(row, ask) {
    const entity = ask.item.id === 'lead' ? 'lead' : 'deal'
    const { pipeline, stage } = placeOf(row, String(typeIds[entity]), ask)
    return to('stage_change', {
      entity,
      entity_id: row.ref('OWNER_ID') ?? undefined,
      pipeline,
      to_stage: stage ?? undefined,
      changed_at: row.at('changed_at', 'CREATED_TIME') ?? undefined,
    })
  },
})
