import { hashIn } from '#ingest/exchange/guard.ts'
import { type Mapped, to } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { currencyCode } from '#shared/numbers/currency.ts'
import type { Ask } from '../../source.ts'
import { criteriaOf, verdictsOf } from '../crm/criteria.ts'
import type { FieldReader } from '../crm/field-reader.ts'
import { pipelineWord, stageWord } from '../crm/stages.ts'
import { rowsIn } from './envelope.ts'
import { type Entity, fieldsOf } from './fields.ts'
import { cardOf, dealType, itemId, leadType, pipelineId, requestOf } from './ids.ts'
import type { Settings } from './settings.ts'
import { rowOf, type WireRow } from './wire-row.ts'

type About = Pick<Ask<Settings>, 'connection' | 'facts' | 'settings'>

export const currencyOf = (text: string | null): string | null => (text === null ? null : (currencyCode(text) ?? text))

export function placeOf(row: WireRow, type: string, { connection }: About) {
  const pipeline = pipelineId(type, row.text('CATEGORY_ID') ?? '0')
  const status = type === leadType ? row.text('STATUS_ID', 'STAGE_ID') : row.text('STAGE_ID')
  return { pipeline: pipelineWord(connection, pipeline), stage: stageWord(connection, pipeline, status) }
}

function sharedOf(row: WireRow, entity: Entity, type: string, ask: About) {
  return {
    ...placeOf(row, type, ask),
    created_at: row.at('created_at', 'DATE_CREATE', 'CREATED_TIME') ?? undefined,
    updated_at: row.at('updated_at', 'DATE_MODIFY', 'UPDATED_TIME'),
    contact_id: row.ref('CONTACT_ID'),
    company_id: row.ref('COMPANY_ID'),
    responsible: row.ref('ASSIGNED_BY_ID'),
    product: fieldsOf(row, entity, ask).text('product'),
  }
}

/** Of a row's phones or e-mails the first that could be read, as its hash. */
function hashOf(row: WireRow, kind: 'PHONE' | 'EMAIL'): string | null {
  const given = row.raw(kind)
  if (typeof given === 'string') return hashIn(given)
  const listed = rowsOfMany(given).map((one) => rowOf(one).text('VALUE'))
  const newer = rowsOfMany(row.raw('fm')).map(rowOf)
  const typed = newer.filter((one) => one.text('TYPE_ID')?.toUpperCase() === kind).map((one) => one.text('VALUE'))
  return [...listed, ...typed].map(hashIn).find((hash) => hash !== null) ?? null
}

const rowsOfMany = (value: unknown) =>
  typeof value === 'object' && value !== null
    ? (rowsIn(value).filter((one) => typeof one === 'object' && one !== null && !Array.isArray(one)) as never[])
    : []

const keysOf = (row: WireRow) => ({ phone_key: hashOf(row, 'PHONE'), email_key: hashOf(row, 'EMAIL') })

export function leadRecords(row: WireRow, ask: About, type: string = leadType): readonly Mapped[] {
  const id = itemId(type, 'lead', row.id())
  const fields = fieldsOf(row, type === dealType ? 'deal' : 'lead', ask)
  const shared = sharedOf(row, type === dealType ? 'deal' : 'lead', type, ask)
  const source = row.text('SOURCE_ID')
  const sources = (ask.facts.sources ?? {}) as Readonly<Record<string, string>>
  const own = ownContact(row, id, shared)
  const clicks = ['yclid', 'gclid', 'fbclid'].map((kind) => [kind, fields.text(kind)] as const)
  const [click_kind, click_id] = clicks.find(([, value]) => value) ?? [null, null]
  const utm = (part: string) => fields.text(`utm_${part}`) ?? row.text(`UTM_${part.toUpperCase()}`)
  const lead = to('lead', {
    ...{ lead_id: id, ...shared, contact_id: shared.contact_id ?? (own ? ownId(id) : null) },
    client_id: fields.text('client_id'),
    channel_hint:
      fields.text('channel', 'channel_hint') ??
      (source !== null && Object.hasOwn(sources, source) ? sources[source]! : source),
    ...{ utm_source: utm('source'), utm_medium: utm('medium'), utm_campaign: utm('campaign') },
    ...{ utm_content: utm('content'), utm_term: utm('term'), click_kind, click_id },
    referrer: fields.text('referrer'),
    score: fields.number('score'),
    reject_reason: fields.text('reason', 'reject_reason'),
    url: cardOf(ask, type, row.id()),
  })
  const criteria = criteriaOf(id, shared.created_at, fields, ask.connection)
  return [lead, ...(own ? [own] : []), ...criteria, ...verdictsOf(id, shared.created_at, fields, ask.connection)]
}

const ownId = (id: string) => `lead-${id}`

/** A lead that nobody has tied to a contact yet holds the person itself. */
function ownContact(row: WireRow, id: string, { contact_id, created_at, updated_at }: ReturnType<typeof sharedOf>) {
  const keys = keysOf(row)
  if (contact_id !== null || (keys.phone_key === null && keys.email_key === null)) return undefined
  return to('contact', { contact_id: ownId(id), created_at, updated_at, ...keys })
}

export function dealRecords(row: WireRow, ask: About, type: string = dealType): readonly Mapped[] {
  const id = itemId(type, 'deal', row.id())
  const fields = fieldsOf(row, 'deal', ask)
  const shared = sharedOf(row, 'deal', type, ask)
  const lead_id = row.ref('LEAD_ID', 'PARENT_ID_1') ?? requestOf(row.id(), type, ask)
  const amount_micros = wire.money('amount_micros', row.text('OPPORTUNITY'))
  const currency = currencyOf(row.text('CURRENCY_ID'))
  // An amount in nobody knows what would be taken for one in the company's own currency.
  if (amount_micros && currency === null && row.has('CURRENCY_ID')) throw wire.bad('RANGE', 'currency')
  const isClosed = row.text('CLOSED') === 'Y' || /^[SF]$/.test(row.text('STAGE_SEMANTIC_ID') ?? '')
  const deal = to('deal', {
    ...{ deal_id: id, lead_id, ...shared },
    // CLOSEDATE is the expected day while a deal is open, and midnight afterwards: the last move says when.
    closed_at: isClosed ? (row.at('closed_at', 'MOVED_TIME') ?? row.at('closed_at', 'CLOSEDATE')) : null,
    ...{ amount_micros, cost_micros: costOf(fields, currency), currency },
    // Where both have a field of their own, why a verdict was given is not why the sale was lost.
    lost_reason: fields.text(ask.connection.fields.lost_reason ? 'lost_reason' : 'reason'),
    url: cardOf(ask, type, row.id()),
  })
  if (lead_id === null) return [deal]
  // Noted when the deal was created: emptied here, the field is the lead's again.
  const criteria = criteriaOf(lead_id, shared.created_at, fields, ask.connection)
  return [deal, ...criteria, ...verdictsOf(lead_id, shared.created_at, fields, ask.connection)]
}

/** A deal has one currency: a cost in another can't stand beside its amount. */
function costOf(fields: FieldReader, currency: string | null): bigint | null {
  const words = ['cost', 'cost_of_goods']
  const [cost, said] = [fields.money(...words), currencyOf(fields.currency?.(...words) ?? null)]
  if (cost && said !== null && currency !== null && said !== currency) throw wire.bad('RANGE', 'cost_micros')
  return cost
}

export function contactRecords(row: WireRow, ask: About): readonly Mapped[] {
  const created_at = row.at('created_at', 'DATE_CREATE', 'CREATED_TIME')
  const updated_at = row.at('updated_at', 'DATE_MODIFY', 'UPDATED_TIME')
  const client_id = fieldsOf(row, 'lead', ask).text('client_id')
  const company_id = row.ref('COMPANY_ID')
  return [to('contact', { contact_id: row.id(), created_at, updated_at, ...keysOf(row), client_id, company_id })]
}
