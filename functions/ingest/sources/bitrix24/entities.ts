import type { Mapped } from '#ingest/mapping/mapped.ts'
import { say } from '#shared/i18n/text.ts'
import type { Ask } from '../../source.ts'
import { mappedFields } from './fields.ts'
import { listRequest } from './lists.ts'
import { listPage } from './pages.ts'
import { paymentOf } from './payments.ts'
import { peopleRules } from './personal.ts'
import { contactRecords, dealRecords, leadRecords } from './records.ts'
import { resource, type Settings } from './settings.ts'
import { type WireRow, wireRow } from './wire-row.ts'

const shared = ['ID', 'DATE_CREATE', 'DATE_MODIFY', 'CONTACT_ID', 'COMPANY_ID', 'ASSIGNED_BY_ID']
const touch = ['SOURCE_ID', 'UTM_SOURCE', 'UTM_MEDIUM', 'UTM_CAMPAIGN', 'UTM_CONTENT', 'UTM_TERM']
const people = ['PHONE', 'EMAIL']
const selects = {
  lead: [...shared, ...touch, ...people, 'STATUS_ID', 'STATUS_SEMANTIC_ID', 'OPPORTUNITY', 'CURRENCY_ID'],
  deal: [
    ...[...shared, ...touch, 'CATEGORY_ID', 'STAGE_ID', 'STAGE_SEMANTIC_ID', 'OPPORTUNITY', 'CURRENCY_ID', 'LEAD_ID'],
    ...['CLOSED', 'CLOSEDATE', 'MOVED_TIME'],
  ],
  contact: ['ID', 'DATE_CREATE', 'DATE_MODIFY', 'COMPANY_ID', 'LEAD_ID', ...people],
}

/** Rows of one list must not pass for those of another: an answer may be repeated. */
const strangers = ['EVENT_NAME', 'CALL_ID', 'OWNER_ID', 'PROVIDER_ID', 'ENTITY_ID', 'entityTypeId', 'LAST_NAME']
const foreign = {
  lead: [...strangers.filter((name) => name !== 'LAST_NAME'), 'STAGE_ID'],
  deal: [...strangers, 'STATUS_ID'],
  contact: [...strangers.filter((name) => name !== 'LAST_NAME'), 'STAGE_ID', 'STATUS_ID', 'OPPORTUNITY'],
}

/** Pages go by id, for the moment of a change may belong to more rows than a page holds. */
const changes = { kind: 'cursor', by: 'time', overlapMs: 600_000, settleEvery: 8, isUnordered: true } as const

export const changedAt = (row: WireRow): string | undefined => {
  const at = row.at('updated_at', 'DATE_MODIFY', 'UPDATED_TIME', 'LAST_UPDATED')
  return at === null ? undefined : new Date(at).toISOString()
}

type Kind = keyof typeof selects

const select = (kind: Kind, { connection }: Pick<Ask<Settings>, 'connection'>) => [
  ...selects[kind],
  ...mappedFields(connection),
]

const entityList = (kind: Kind) => ({
  window: changes,
  hints: [kind],
  personal: peopleRules,
  request: (ask: Ask<Settings>) =>
    listRequest(`crm.${kind}.list`, ask, { changed: 'DATE_MODIFY', select: select(kind, ask) }),
  page: (response: Parameters<typeof listPage>[0], ask: Ask<Settings>) =>
    listPage(response, ask, { foreign: foreign[kind] }),
  row: wireRow,
  cursorOf: changedAt,
})

export const leads = resource({
  ...entityList('lead'),
  about: say('Лиды', 'Leads'),
  records: ['lead', 'contact', 'lead_field', 'verdict'],
  map: (row, ask) => leadRecords(row, ask),
})

export const deals = resource({
  ...entityList('deal'),
  about: say('Сделки', 'Deals'),
  records: ['deal', 'lead', 'lead_field', 'verdict'],
  map: (row, ask) => dealRecords(row, ask),
})

export const contacts = resource({
  ...entityList('contact'),
  about: say('Контакты: только хеши телефонов и почты', 'Contacts: only hashes of phones and e-mails'),
  records: ['contact'],
  map: contactRecords,
})

const invoices = '31'

function itemRecords(row: WireRow, ask: Ask<Settings>): readonly Mapped[] | Mapped {
  const type = ask.item.id
  const as = ask.item.facts?.as ?? (type === '1' ? 'lead' : type === invoices ? 'payment' : 'deal')
  if (as === 'payment') return paymentOf(row, ask)
  return as === 'lead' ? leadRecords(row, ask, type) : dealRecords(row, ask, type)
}

const itemSelect = [
  ...[
    'id',
    'createdTime',
    'updatedTime',
    'movedTime',
    'closedate',
    'closed',
    'categoryId',
    'stageId',
    'stageSemanticId',
  ],
  ...[
    'contactId',
    'companyId',
    'assignedById',
    'sourceId',
    'opportunity',
    'currencyId',
    'parentId1',
    'parentId2',
    'leadId',
  ],
  ...['utmSource', 'utmMedium', 'utmCampaign', 'utmContent', 'utmTerm', 'fm'],
]

/** This method writes `UF_CRM_17` as `ufCrm_17`; names that an object does not have are passed over. */
const mappedItemFields = (ask: Ask<Settings>) =>
  mappedFields(ask.connection).flatMap((name) => [name, name.replace(/^UF_CRM(?=_)/, 'ufCrm')])

/** Smart processes and invoices, and whatever else `crm.item.list` knows. */
export const items = resource({
  about: say('Смарт-процессы и счета', 'Smart processes and invoices'),
  records: ['lead', 'deal', 'payment', 'contact', 'lead_field', 'verdict'],
  window: changes,
  items: async ({ settings }) => settings.items.map(({ type, as }) => ({ id: String(type), facts: { as } })),
  personal: peopleRules,
  request: (ask) =>
    listRequest('crm.item.list', ask, {
      changed: 'updatedTime',
      ...{ id: 'id', list: '[items]' },
      select: [...new Set([...itemSelect, ...mappedItemFields(ask)])],
      more: { entityTypeId: Number(ask.item.id) },
    }),
  page: (response, ask) => listPage(response, ask, { foreign: ['ID'] }),
  row: wireRow,
  cursorOf: changedAt,
  map: itemRecords,
})
