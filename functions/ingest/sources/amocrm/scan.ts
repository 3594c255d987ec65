import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import { say } from '#shared/i18n/text.ts'
import { readJson } from '#shared/json/read.ts'
import type { Value } from '#shared/records/record.ts'
import type { Item, WireResponse } from '../../source.ts'
import { scanOf } from '../crm/scan.ts'
import { leadGone } from './removals.ts'
import { resource, type Settings } from './settings.ts'
import { bag, flag, list } from './shapes.ts'
import { unsortedStage } from './unsorted.ts'

/** More would not fit into an address. */
const mostIds = 100

const listed = z.looseObject({
  _embedded: z.looseObject({
    leads: list(z.looseObject({ id: wire.id, is_deleted: flag.optional() })),
  }),
  _links: bag(z.looseObject({ next: z.unknown().optional() })),
})

function leadsIn(json: unknown) {
  const { _embedded, _links } = listed.parse(json)
  if (_links?.next) throw new Error('not all of them')
  return _embedded.leads
}

type Row = Readonly<Record<string, Value>>

/** Requests that nobody has accepted: declining one puts its lead into the bin. */
const enquiries: Item = { id: 'unsorted' }

function named(response: WireResponse, ids: readonly string[]): ReadonlySet<string> {
  const found = response.status === 204 ? [] : leadsIn(response.json())
  if (found.some(({ id }) => !ids.includes(id))) throw new Error('another list')
  return new Set(found.flatMap(({ id, is_deleted }) => (is_deleted === true ? [] : [id])))
}

/** Only what the bin itself calls deleted counts, so it does no harm if it shows more than was asked for, or only a part. */
function outsideBin(response: WireResponse, ids: readonly string[]): ReadonlySet<string> {
  const found = response.status === 204 ? [] : listed.parse(response.json())._embedded.leads
  const deleted = new Set(found.flatMap(({ id, is_deleted }) => (is_deleted === true ? [id] : [])))
  return new Set(ids.filter((id) => !deleted.has(id)))
}

/** The leads themselves are read elsewhere: only who is there is kept. */
function onlyIds(text: string): string {
  const read = listed.safeParse(jsonOr(text))
  if (!read.success) return ''
  const { _embedded, _links } = read.data
  const leads = _embedded.leads.map(({ id, is_deleted = null }) => ({ id, is_deleted }))
  return JSON.stringify({ _embedded: { leads }, _links: { next: _links?.next ? true : null } })
}

function jsonOr(text: string): unknown {
  try {
    return readJson(text)
  } catch {
    return undefined
  }
}

/** What was deleted without an event having told: the leads that we know are asked for by their ids. */
export const scan = resource({
  about: say('Поиск удалённого: сверка известных id', 'What was deleted: a check of the ids that we know'),
  records: ['lead', 'deal'],
  personal: onlyIds,
  items: async () => [{ id: '' }, enquiries],
  ...scanOf<Settings>({
    record: () => 'lead',
    // What nobody has accepted yet is no lead to the list of leads; one that was declined lies in the bin.
    isListed({ connection }, { id }) {
      const stage = connection.stages[unsortedStage] ?? unsortedStage
      const isWaiting = (row: Row) => row.stage === stage && row.deleted !== true && /:\d+$/.test(String(row.lead_id))
      const isLead = (row: Row) => row.deleted === true || row.stage !== stage
      const isAsked = id === enquiries.id ? isWaiting : isLead
      return (row) => row.merged_into === null && isAsked(row)
    },
    atOnce: ({ page_size }) => Math.min(mostIds, page_size),
    request: (ids, { id }) => ({
      method: 'GET',
      path: 'api/v4/leads',
      query: {
        ...{ limit: String(ids.length), page: '1', 'filter[id][]': ids },
        ...(id === enquiries.id ? { with: 'only_deleted' } : {}),
      },
    }),
    alive: (response, ids, { id }) => (id === enquiries.id ? outsideBin(response, ids) : named(response, ids)),
    isTold: ({ id }) => id === enquiries.id,
  }),
  map({ gone, back }) {
    const found = [...gone.flatMap(leadGone(true)), ...back.flatMap(leadGone(false))]
    return found.length === 0 ? undefined : found
  },
})
