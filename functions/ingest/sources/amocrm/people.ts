import * as z from 'zod'
import { hashIn } from '#ingest/exchange/guard.ts'
import { to } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { say } from '#shared/i18n/text.ts'
import type { Resource } from '../../source.ts'
import { type CustomField, customFields, fieldReader, valueIn } from './fields.ts'
import { companyContact } from './leads.ts'
import { type Listing, listPage, listRequest, momentOf } from './paging.ts'
import { entityRules } from './personal.ts'
import { resource, type Settings, zoneOf } from './settings.ts'
import { bag, list } from './shapes.ts'

const row = z.object({
  id: wire.id,
  created_at: wire.text.optional(),
  updated_at: wire.text.optional(),
  custom_fields_values: customFields,
  _embedded: bag(z.object({ companies: list(z.object({ id: wire.id })) })),
})

type PersonRow = z.output<typeof row>

/** The first phone or e-mail that could be read. */
function keyOf(fields: readonly CustomField[], code: string): string | null {
  const values = fields.filter(({ field_code }) => field_code?.toUpperCase() === code).flatMap(({ values }) => values)
  return values.map((one) => hashIn(valueIn(one))).find((key) => key !== null) ?? null
}

interface Kind {
  readonly name: 'contacts' | 'companies'
  readonly about: ReturnType<typeof say>
  readonly hint: string
  idsOf(person: PersonRow): { readonly contact_id: string; readonly company_id: string | null }
}

function people({ name, about, hint, idsOf }: Kind): Resource<Settings> {
  const listing: Listing = { path: `api/v4/${name}`, name, order: 'time', by: 'updated_at', bounded: true }
  return resource({
    about,
    records: ['contact'],
    window: { kind: 'cursor', by: 'time', overlapMs: 600_000, settleEvery: 20 },
    hints: [hint],
    personal: entityRules(name),
    request: (ask) => listRequest(listing, ask),
    page: (response, ask) => listPage(listing, response, ask),
    row,
    cursorOf: ({ updated_at }) => momentOf('updated_at', updated_at),
    map: (given, { connection, facts }) =>
      to('contact', {
        ...idsOf(given),
        created_at: wire.unix('created_at', given.created_at),
        updated_at: wire.unix('updated_at', given.updated_at),
        phone_key: keyOf(given.custom_fields_values, 'PHONE'),
        email_key: keyOf(given.custom_fields_values, 'EMAIL'),
        client_id: fieldReader(given.custom_fields_values, connection, zoneOf(facts)).text('client_id'),
      }),
  })
}

export const contacts = people({
  name: 'contacts',
  about: say('Контакты', 'Contacts'),
  hint: 'contact',
  idsOf: ({ id, _embedded }) => ({ contact_id: id, company_id: _embedded?.companies[0]?.id ?? null }),
})

/** Its phone joins the requests of people who have no card of their own. */
export const companies = people({
  name: 'companies',
  about: say('Компании', 'Companies'),
  hint: 'company',
  idsOf: ({ id }) => ({ contact_id: companyContact(id), company_id: id }),
})
