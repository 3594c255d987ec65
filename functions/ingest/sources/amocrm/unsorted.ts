import * as z from 'zod'
import { to } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { say } from '#shared/i18n/text.ts'
import { pipelineWord } from '../crm/stages.ts'
import { cardOf, companyContact } from './leads.ts'
import { type Listing, listPage, listRequest } from './paging.ts'
import { unsortedRules } from './personal.ts'
import { resource } from './settings.ts'
import { bag, list, ref } from './shapes.ts'

const linked = list(z.object({ id: wire.text.optional() }))
const row = z.object({
  uid: wire.id,
  created_at: wire.text,
  updated_at: wire.text.optional(),
  pipeline_id: ref.optional(),
  category: wire.text.optional(),
  source_name: wire.text.optional(),
  metadata: bag(
    z.object({
      form_name: wire.text.optional(),
      form_page: wire.text.optional(),
      source_name: wire.text.optional(),
      service_code: wire.text.optional(),
      referer: wire.text.optional(),
    }),
  ),
  _links: bag(z.object({ self: z.object({ href: wire.text.optional() }).optional() })),
  _embedded: bag(z.object({ leads: linked, lead: linked, contacts: linked, companies: linked })),
})

/** UTM marks of the page that held the form. */
function marksOf(page: string | null | undefined) {
  const query = new URLSearchParams(/\?([^#]*)/.exec(page ?? '')?.[1])
  const mark = (name: string) => query.get(name) || null
  const click = ['yclid', 'gclid', 'fbclid'].find((kind) => mark(kind))
  return {
    ...{ utm_source: mark('utm_source'), utm_medium: mark('utm_medium'), utm_campaign: mark('utm_campaign') },
    ...{ utm_content: mark('utm_content'), utm_term: mark('utm_term') },
    ...{ click_kind: click ?? null, click_id: click ? mark(click) : null },
  }
}

const listing: Listing = {
  path: 'api/v4/leads/unsorted',
  name: 'unsorted',
  order: 'place',
  query: () => ({ 'order[created_at]': 'asc' }),
}

/** The stage in which nobody has accepted the request yet. */
export const unsortedStage = 'unsorted'

/** Requests that nobody has accepted: they have the id of the lead that they become. */
export const unsorted = resource({
  about: say('Неразобранное', 'Incoming leads that nobody has sorted'),
  records: ['lead'],
  window: { kind: 'whole' },
  personal: unsortedRules,
  request: (ask) => listRequest(listing, ask),
  page: (response, ask) => listPage(listing, response, ask),
  row,
  map: ({ uid, created_at, pipeline_id, category, source_name, metadata, _links, _embedded }, { connection }) => {
    const created = wire.unix('created_at', created_at) ?? undefined
    const lead_id = (_embedded?.leads[0] ?? _embedded?.lead[0])?.id
    const company = _embedded?.companies[0]?.id ?? null
    return to('lead', {
      ...{ lead_id: lead_id ?? `unsorted-${uid}`, created_at: created, updated_at: created },
      pipeline: pipelineWord(connection, pipeline_id),
      stage: connection.stages[unsortedStage] ?? unsortedStage,
      contact_id: _embedded?.contacts[0]?.id ?? (company && companyContact(company)),
      company_id: company,
      channel_hint:
        source_name ?? metadata?.source_name ?? metadata?.form_name ?? metadata?.service_code ?? category ?? null,
      referrer: metadata?.referer ?? null,
      ...marksOf(metadata?.form_page),
      url: lead_id ? cardOf(_links?.self?.href, lead_id) : null,
    })
  },
})
