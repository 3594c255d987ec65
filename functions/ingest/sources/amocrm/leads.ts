import * as z from 'zod'
import { type Mapped, to } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { say } from '#shared/i18n/text.ts'
import type { Ask } from '../../source.ts'
import type { SourceConnection } from '../../source-connection.ts'
import { criteriaOf, verdictsOf } from '../crm/criteria.ts'
import { type FieldReader, numberIn } from '../crm/field-reader.ts'
import { pipelineWord, stageWord } from '../crm/stages.ts'
import { customFields, fieldReader } from './fields.ts'
import { type Listing, listPage, listRequest, momentOf } from './paging.ts'
import { entityRules } from './personal.ts'
import { resource, type Settings, zoneOf } from './settings.ts'
import { bag, flag, list, ref } from './shapes.ts'

const linked = list(z.object({ id: wire.id, is_main: z.unknown().optional() }))
const named = z.object({ name: wire.text.optional() })
/** An array as documented, or one object. */
const oneOrMany = z
  .unknown()
  .optional()
  .transform((value) => (Array.isArray(value) ? value[0] : value))
  .pipe(named.nullish())

export const leadRow = z.object({
  id: wire.id,
  created_at: wire.text,
  updated_at: wire.text.optional(),
  closed_at: ref.optional(),
  pipeline_id: ref.optional(),
  status_id: wire.text.optional(),
  price: wire.text.optional(),
  responsible_user_id: ref.optional(),
  loss_reason_id: ref.optional(),
  source_id: ref.optional(),
  score: wire.text.optional(),
  is_deleted: flag.optional(),
  custom_fields_values: customFields,
  _links: bag(z.object({ self: z.object({ href: wire.text.optional() }).optional() })),
  _embedded: bag(z.object({ contacts: linked, companies: linked, loss_reason: oneOrMany, source: oneOrMany })),
})
export type LeadRow = z.output<typeof leadRow>

/** The same in every pipeline. */
const lostStatus = '143'

/** A person without a card of their own stands under the company's. */
export const companyContact = (id: string): string => `company-${id}`

function peopleOf({ _embedded }: LeadRow) {
  const contacts = _embedded?.contacts ?? []
  const main = contacts.find(({ is_main }) => is_main === true || is_main === '1' || is_main === 'true') ?? contacts[0]
  const company = _embedded?.companies[0]?.id ?? null
  return { contact_id: main?.id ?? (company && companyContact(company)), company_id: company }
}

/** The card in the CRM, on the host that the answer names. */
export function cardOf(href: string | null | undefined, id: string): string | null {
  const origin = /^https:\/\/[a-z0-9.-]+/i.exec(href ?? '')?.[0]
  return origin ? `${origin}/leads/detail/${id}` : null
}

export function touchOf(fields: FieldReader) {
  const utm = (part: string) => fields.text(`utm_${part}`) ?? fields.byCode(`UTM_${part.toUpperCase()}`)
  const clicks = ['yclid', 'gclid', 'fbclid'].map((kind) => [kind, fields.text(kind) ?? fields.byCode(kind)] as const)
  const [click_kind, click_id] = clicks.find(([, id]) => id) ?? [null, null]
  return {
    client_id: fields.text('client_id') ?? fields.byCode('_YM_UID', 'YM_UID', 'GCLIENTID'),
    ...{ utm_source: utm('source'), utm_medium: utm('medium'), utm_campaign: utm('campaign') },
    ...{ utm_content: utm('content'), utm_term: utm('term'), click_kind, click_id },
    referrer: fields.text('referrer') ?? fields.byCode('REFERRER', 'UTM_REFERRER'),
  }
}

/** One object in the CRM, two records of the same id: the request, and the sale that may come of it. */
export function leadRecords(
  row: LeadRow,
  ask: Pick<Ask<Settings>, 'connection' | 'facts' | 'settings'>,
): readonly Mapped[] {
  const { connection, facts, settings } = ask
  const fields = fieldReader(row.custom_fields_values, connection, zoneOf(facts))
  const created_at = wire.unix('created_at', row.created_at) ?? undefined
  // One that was reopened is not lost, whatever reason still stands there.
  const isLost = !row.status_id || row.status_id === lostStatus
  const lossReason = isLost ? (row._embedded?.loss_reason?.name ?? row.loss_reason_id ?? null) : null
  const shared = {
    ...placeOf(row, connection),
    ...{ created_at, updated_at: wire.unix('updated_at', row.updated_at), ...peopleOf(row) },
    ...{ responsible: row.responsible_user_id ?? null, product: fields.text('product') },
    ...{ deleted: row.is_deleted ?? null, url: cardOf(row._links?.self?.href, row.id) },
  }
  return [
    to('lead', {
      ...{ lead_id: row.id, ...shared, ...touchOf(fields) },
      channel_hint: fields.text('channel', 'channel_hint') ?? row._embedded?.source?.name ?? row.source_id ?? null,
      score: fields.number('score') ?? numberIn(row.score ?? null),
      reject_reason: fields.text('reason', 'reject_reason') ?? lossReason,
    }),
    to('deal', {
      ...{ deal_id: row.id, lead_id: row.id, ...shared, closed_at: wire.unix('closed_at', row.closed_at) },
      amount_micros: wire.money('amount_micros', row.price),
      cost_micros: fields.money('cost', 'cost_of_goods'),
      currency: settings.currency ?? (facts.currency === undefined ? null : String(facts.currency)),
      lost_reason: fields.text('lost_reason') ?? lossReason,
    }),
    ...criteriaOf(row.id, created_at, fields, connection),
    ...(settings.verdict_from === 'lead' ? verdictsOf(row.id, created_at, fields, connection) : []),
  ]
}

const placeOf = ({ pipeline_id, status_id }: LeadRow, connection: SourceConnection) => ({
  pipeline: pipelineWord(connection, pipeline_id),
  stage: stageWord(connection, pipeline_id, status_id),
})

const listing: Listing = {
  path: 'api/v4/leads',
  name: 'leads',
  ...{ order: 'time', by: 'updated_at', bounded: true },
  query: () => ({ with: 'contacts,loss_reason,source_id,is_price_modified_by_robot' }),
}

export const leads = resource({
  about: say('Сделки: обращения и продажи', 'Leads: requests and sales'),
  records: ['lead', 'deal', 'lead_field', 'verdict'],
  window: { kind: 'cursor', by: 'time', overlapMs: 600_000, settleEvery: 20 },
  hints: ['lead'],
  personal: entityRules('leads'),
  request: (ask) => listRequest(listing, ask),
  page: (response, ask) => listPage(listing, response, ask),
  row: leadRow,
  cursorOf: ({ updated_at }) => momentOf('updated_at', updated_at),
  map: leadRecords,
})
