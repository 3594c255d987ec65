import * as z from 'zod'
import { type Mapped, to } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { say } from '#shared/i18n/text.ts'
import type { Ask } from '../../source.ts'
import { pipelineWord, stageWord } from '../crm/stages.ts'
import { companyContact } from './leads.ts'
import { type Listing, listPage, listRequest, momentOf } from './paging.ts'
import { eventRules } from './personal.ts'
import { at, type EventRow, eventRow, kindOf, merged, removed } from './removals.ts'
import { resource, type Settings } from './settings.ts'

const status = z.object({ lead_status: z.object({ id: wire.text, pipeline_id: wire.text.optional() }) })
const fieldValue = z.object({ custom_field_value: z.object({ text: wire.text.optional() }) })

/** A list of one, or the one itself. */
const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value)

const isSomething = (value: unknown): boolean =>
  typeof value === 'object' ? value !== null && Object.keys(value).length > 0 : Boolean(value)

/** Who did it: 0 is a robot. */
const byWhom = (id: string | null | undefined): string | null => (id === '0' ? 'robot' : (id ?? null))

function stageChange(event: EventRow, { connection }: Ask<Settings>): Mapped {
  const after = status.safeParse(first(event.value_after)).data?.lead_status
  const before = status.safeParse(first(event.value_before)).data?.lead_status
  const isSame = before === undefined || before.pipeline_id === after?.pipeline_id
  return to('stage_change', {
    ...{ entity: 'lead', entity_id: event.entity_id, pipeline: pipelineWord(connection, after?.pipeline_id) },
    from_stage: stageWord(connection, before?.pipeline_id, before?.id),
    from_pipeline: isSame ? null : pipelineWord(connection, before?.pipeline_id),
    to_stage: stageWord(connection, after?.pipeline_id, after?.id) ?? undefined,
    changed_at: at(event),
    changed_by: byWhom(event.created_by),
  })
}

function message(event: EventRow, direction: 'in' | 'out'): Mapped | undefined {
  const kind = kindOf(event)
  if (kind === undefined) return undefined
  const contact_id = kind === 'company' ? companyContact(event.entity_id) : event.entity_id
  return to('activity', {
    ...{ activity_id: `event-${event.id}`, kind: 'message', direction, happened_at: at(event) },
    ...(kind === 'lead' ? { lead_id: event.entity_id } : { contact_id }),
    made_by: direction === 'out' ? byWhom(event.created_by) : null,
  })
}

/** A field that was emptied has nothing after: the verdict was taken back. */
function verdict(event: EventRow): Mapped | undefined {
  const after = first(event.value_after)
  const read = fieldValue.safeParse(after)
  const text = read.success ? read.data.custom_field_value.text : isSomething(after) ? undefined : null
  if (text === undefined || kindOf(event) !== 'lead') return undefined
  return to('verdict', {
    ...{ lead_id: event.entity_id, act: 'verdict', verdict: text, given_at: at(event) },
    given_by: byWhom(event.created_by),
  })
}

const verdictEvent = ({ connection, settings }: Ask<Settings>): string | undefined =>
  settings.verdict_from === 'events' && connection.fields.verdict
    ? `custom_field_${connection.fields.verdict}_value_changed`
    : undefined

function mapEvent(event: EventRow, ask: Ask<Settings>): Mapped | readonly Mapped[] | undefined {
  if (event.type === 'lead_status_changed') return stageChange(event, ask)
  if (event.type === 'lead_deleted') return removed(event, true)
  if (event.type === 'lead_restored') return removed(event, false)
  if (event.type === 'entity_merged') return merged(event)
  if (event.type === 'incoming_chat_message') return ask.settings.chats ? message(event, 'in') : undefined
  if (event.type === 'outgoing_chat_message') return ask.settings.chats ? message(event, 'out') : undefined
  return event.type === verdictEvent(ask) ? verdict(event) : undefined
}

/** Of contacts only the raw page tells: what their requests have in common stays true when a card is cleared away. */
const always = [
  'lead_status_changed',
  'lead_deleted',
  'lead_restored',
  'contact_deleted',
  'company_deleted',
  'entity_merged',
]

const listing: Listing = {
  path: 'api/v4/events',
  name: 'events',
  // What has happened by the moment of asking does not change any more, so places hold still.
  ...{ order: 'place', by: 'created_at', bounded: true },
  limit: ({ events_page_size }) => events_page_size,
  query: (ask) => ({
    'filter[type][]': [
      ...always,
      ...(ask.settings.chats ? ['incoming_chat_message', 'outgoing_chat_message'] : []),
      ...[verdictEvent(ask)].filter((type) => type !== undefined),
    ],
  }),
}

export const events = resource({
  about: say('Журнал: этапы, удаления, объединения, чаты', 'The log: stages, deletions, merges, chats'),
  records: ['stage_change', 'lead', 'deal', 'contact', 'activity', 'verdict'],
  window: { kind: 'cursor', by: 'time', overlapMs: 600_000, settleEvery: 100, isUnordered: true },
  personal: eventRules,
  request: (ask) => listRequest(listing, ask),
  page: (response, ask) => listPage(listing, response, ask),
  row: eventRow,
  cursorOf: ({ created_at }) => momentOf('created_at', created_at),
  map: mapEvent,
})
