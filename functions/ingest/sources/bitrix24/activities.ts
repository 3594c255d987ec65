import { to } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { say } from '#shared/i18n/text.ts'
import { own } from '#shared/own.ts'
import { changedAt } from './entities.ts'
import { listRequest } from './lists.ts'
import { listPage } from './pages.ts'
import { peopleRules } from './personal.ts'
import { resource } from './settings.ts'
import { type WireRow, wireRow } from './wire-row.ts'

const select = [
  ...['ID', 'OWNER_ID', 'OWNER_TYPE_ID', 'TYPE_ID', 'PROVIDER_ID', 'PROVIDER_TYPE_ID', 'DIRECTION', 'CREATED'],
  ...['LAST_UPDATED', 'START_TIME', 'END_TIME', 'COMPLETED', 'RESPONSIBLE_ID'],
]

const owners: Readonly<Record<string, 'lead_id' | 'deal_id' | 'contact_id'>> = {
  ...{ 1: 'lead_id', 2: 'deal_id', 3: 'contact_id' },
  ...{ LEAD: 'lead_id', DEAL: 'deal_id', CONTACT: 'contact_id' },
}

function ownerOf(type: string | null, id: string | null) {
  const column = own(owners, type?.toUpperCase() ?? '')
  return column && id ? { [column]: id } : {}
}

/** Tasks, to-dos and web forms are nobody's talk with the client, nor is a list of calls to make or a mark for one. */
function kindOf(row: WireRow): 'call' | 'message' | 'mail' | 'meeting' | undefined {
  const type = row.text('TYPE_ID')
  const provider = `${row.text('PROVIDER_ID') ?? ''} ${row.text('PROVIDER_TYPE_ID') ?? ''}`.toUpperCase()
  if (type === '2') return 'call'
  if (/CALL_LIST|SCORING|ASSESSMENT/.test(provider)) return undefined
  if (/CALL\b|CALL_|TELEPHONY/.test(provider)) return 'call'
  if (type === '4' || /EMAIL|MAIL\b/.test(provider)) return 'mail'
  if (type === '1' || /MEETING|VISIT/.test(provider)) return 'meeting'
  return /OPENLINES?|IMOL|SMS|WHATSAPP|TELEGRAM|MESSAGE|CHAT/.test(provider) ? 'message' : undefined
}

const ways: Readonly<Record<string, 'in' | 'out'>> = { 1: 'in', 2: 'out' }

/** What we have yet to do has not happened; it comes again when it is done. */
const isPlan = (kind: string, direction: string | null) =>
  kind === 'meeting' || (kind !== 'message' && direction !== 'in')

/** Calls of the portal's own telephony come from its statistics, which know more of them. */
const inStatistics = (row: WireRow, resources: readonly string[] | undefined) =>
  row.text('PROVIDER_ID') === 'VOXIMPLANT_CALL' && (resources?.includes('calls') ?? true)

export const activities = resource({
  about: say('Дела: звонки, письма, встречи, переписка', 'Activities: calls, mails, meetings, messages'),
  records: ['activity'],
  window: { kind: 'cursor', by: 'time', overlapMs: 600_000, settleEvery: 8, isUnordered: true },
  personal: peopleRules,
  request: (ask) => listRequest('crm.activity.list', ask, { changed: 'LAST_UPDATED', select }),
  page: (response, ask) =>
    listPage(response, ask, { foreign: ['DATE_CREATE', 'EVENT_NAME', 'ENTITY_ID', 'CALL_ID', 'CATEGORY_ID'] }),
  row: wireRow,
  cursorOf: changedAt,
  map(row, { connection }) {
    const kind = kindOf(row)
    const direction = own(ways, row.text('DIRECTION') ?? '') ?? null
    const isOpen = row.text('COMPLETED') === 'N'
    if (!kind || inStatistics(row, connection.resources) || (isOpen && isPlan(kind, direction))) return undefined
    const [start, end] = [row.at('happened_at', 'START_TIME', 'CREATED'), row.at('end', 'END_TIME')]
    const seconds = start !== null && end !== null && end > start ? Math.round((end - start) / 1000) : null
    return to('activity', {
      activity_id: row.id(),
      ...ownerOf(row.text('OWNER_TYPE_ID'), row.ref('OWNER_ID')),
      kind,
      direction,
      happened_at: start ?? undefined,
      duration_s: kind === 'call' || kind === 'meeting' ? seconds : null,
      // A call to us that nobody has dealt with was missed.
      is_answered: isOpen && kind === 'call' ? false : null,
      made_by: row.ref('RESPONSIBLE_ID'),
    })
  },
})

const dayMs = 86_400_000
/** 1 out; 2 in; 3 in, passed on; 4 a call back that the client has asked for. */
const callWays: Readonly<Record<string, 'in' | 'out'>> = { 1: 'out', 2: 'in', 3: 'in', 4: 'out' }

/** A call's row is written when it ends, and its recording and owner are put in later. */
export const calls = resource({
  about: say('Звонки: статистика телефонии', 'Calls: telephony statistics'),
  records: ['activity'],
  window: { kind: 'cursor', by: 'time', overlapMs: 2 * dayMs, settleEvery: 100, isUnordered: true },
  personal: peopleRules,
  request(ask) {
    const request = listRequest('voximplant.statistic.get', ask, { changed: 'CALL_START_DATE' })
    const { filter, start } = JSON.parse(String(request.body)) as { filter: object; start: number }
    // This method has its own names for filter and order.
    return { ...request, body: JSON.stringify({ FILTER: filter, SORT: 'ID', ORDER: 'ASC', start }) }
  },
  page: (response, ask) =>
    listPage(response, ask, {
      foreign: ['DATE_CREATE', 'EVENT_NAME', 'ENTITY_ID', 'OWNER_ID', 'LAST_UPDATED'],
      isSingly: true,
    }),
  row: wireRow,
  cursorOf(row) {
    const at = row.at('happened_at', 'CALL_START_DATE')
    return at === null ? undefined : new Date(at).toISOString()
  },
  map(row) {
    const failed = row.text('CALL_FAILED_CODE')
    const duration_s = wire.int('duration_s', row.text('CALL_DURATION'))
    return to('activity', {
      // The same call stands among the activities under that id.
      activity_id: row.ref('CRM_ACTIVITY_ID') ?? `call-${row.id()}`,
      ...ownerOf(row.text('CRM_ENTITY_TYPE'), row.ref('CRM_ENTITY_ID')),
      kind: 'call',
      direction: own(callWays, row.text('CALL_TYPE') ?? '') ?? null,
      happened_at: row.at('happened_at', 'CALL_START_DATE') ?? undefined,
      duration_s,
      is_answered: failed === null ? (duration_s === null ? null : duration_s > 0) : failed === '200',
      made_by: row.ref('PORTAL_USER_ID'),
      recording_ref: row.ref('RECORD_FILE_ID') ?? row.text('CALL_RECORD_URL'),
    })
  },
})
