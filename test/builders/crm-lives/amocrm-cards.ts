import { amocrmWorld } from '#test/platforms/amocrm.ts'
import type { Entity } from '#test/platforms/amocrm-data.ts'
import type { Platform } from '#test/replay-server/server.ts'
import type { Call, Card, Contact, Entry } from './card.ts'
import { last } from './card.ts'

const unix = (ms: number) => Math.floor(ms / 1000)
const linked = (id: string | null) => (id === null ? [] : [{ id: Number(id), is_main: true }])

export const pipelines = ['31', '32'] as const
export const statuses = ['101', '102', '103', '104'] as const

/** An account of amoCRM: cards, people and the log, from which its answers are written. */
export interface AmocrmCards {
  readonly answer: Platform
  readonly cards: Card[]
  readonly contacts: Contact[]
  readonly calls: Call[]
  readonly reading: { at: number }
  readonly log: Entity[]
  /** An id that nobody has had before, of six digits. */
  newId(): string
  /** A stage is called otherwise from now on; nobody's card is touched by it. */
  rename(status: string): void
  touch(card: Card, at: number): void
  tell(at: number, type: string, entity: string, more?: Partial<Entity>): void
}

const field = (field_id: number, values: readonly unknown[]) =>
  values.length === 0
    ? []
    : [{ field_id, field_name: `f${field_id}`, field_code: null, values: values.map((value) => ({ value })) }]

const fieldsOf = ({ said }: Card) => [
  ...field(1, said.region === null ? [] : [said.region]),
  ...field(2, said.category),
  ...field(7, said.verdict === null ? [] : [said.verdict]),
  ...field(8, said.verdictAt === null ? [] : [unix(said.verdictAt)]),
  ...field(9, said.reason === null ? [] : [said.reason]),
  ...field(12, said.answer === null ? [] : [said.answer]),
  ...field(13, said.answerAt === null ? [] : [unix(said.answerAt)]),
  ...field(14, said.decision === null ? [] : [said.decision]),
]

function leadOf(card: Card): Entity {
  const { pipeline, stage, at } = last(card.entries)
  const isClosed = stage === '142' || stage === '143'
  const fields = fieldsOf(card)
  return {
    ...{ id: Number(card.id), name: '', price: card.price, responsible_user_id: Number(card.owner) },
    ...{ pipeline_id: Number(pipeline), status_id: Number(stage), is_deleted: false },
    ...{ created_at: unix(card.createdAt), updated_at: unix(card.updatedAt), closed_at: isClosed ? unix(at) : null },
    custom_fields_values: fields.length > 0 ? fields : null,
    _embedded: {
      contacts: linked(card.contact),
      companies: [],
      loss_reason: card.lossReason === null ? [] : [{ id: 1, name: card.lossReason }],
    },
  }
}

const enquiryOf = (card: Card): Entity => ({
  ...{ id: `u${card.id}`, uid: `u${card.id}`, category: 'forms', pipeline_id: Number(card.entries[0]!.pipeline) },
  created_at: unix(card.createdAt),
  _embedded: { leads: [{ id: Number(card.id) }], contacts: linked(card.contact), companies: [] },
})

const personOf = ({ id, phone, createdAt, updatedAt }: Contact): Entity => ({
  ...{ id: Number(id), created_at: unix(createdAt), updated_at: unix(updatedAt) },
  custom_fields_values: [
    { field_id: 11, field_name: 'Телефон', field_code: 'PHONE', values: [{ value: `+7 912 000-00-${10 + phone}` }] },
  ],
  _embedded: { companies: [] },
})

const noteOf = ({ id, card, contact, at, updatedAt, direction, isAnswered }: Call): Entity => ({
  ...{ id: Number(id), entity_id: Number(card ?? contact), note_type: `call_${direction}`, responsible_user_id: 504 },
  ...{ created_at: unix(at), updated_at: unix(updatedAt) },
  params: { duration: isAnswered ? 60 : 0, call_status: isAnswered ? 4 : 6 },
})

export function amocrmCards(): AmocrmCards {
  const [cards, contacts, calls, log]: [Card[], Contact[], Call[], Entity[]] = [[], [], [], []]
  const world = amocrmWorld()
  const shown: Readonly<Record<string, () => Entity[]>> = {
    leads: () => cards.filter(({ gone, isEnquiry }) => gone === null && !isEnquiry).map(leadOf),
    'leads/unsorted': () => cards.filter(({ gone, isEnquiry }) => gone === null && isEnquiry).map(enquiryOf),
    deleted: () =>
      cards
        .filter(({ gone }) => gone === 'deleted' || gone === 'declined')
        .map((card) => ({ ...leadOf(card), is_deleted: true })),
    contacts: () => contacts.filter(({ mergedInto }) => mergedInto === null).map(personOf),
    'leads/notes': () => calls.filter(({ card }) => card !== null).map(noteOf),
    'contacts/notes': () => calls.filter(({ card }) => card === null).map(noteOf),
    events: () => log,
    companies: () => [],
    tasks: () => [],
  }
  const pipelineRows = structuredClone(world.lists['leads/pipelines']!) as unknown as {
    _embedded: { statuses: { id: number; name: string }[] }
  }[]
  Object.assign(world.lists, { 'leads/pipelines': pipelineRows })
  for (const [name, get] of Object.entries(shown)) Object.defineProperty(world.lists, name, { get })
  let ids = 100_000
  return {
    ...{ cards, contacts, calls, log, reading: { at: 0 }, answer: world.answer },
    newId: () => String(ids++),
    rename(status) {
      for (const { _embedded } of pipelineRows)
        for (const one of _embedded.statuses) if (String(one.id) === status) one.name += '!'
    },
    touch(card, at) {
      card.updatedAt = at
    },
    tell(at, type, entity, more = {}) {
      log.push({
        ...{ id: `evt${ids++}`, type, entity_id: Number(entity), entity_type: 'lead', created_by: 504 },
        ...{ created_at: unix(at), value_after: [], value_before: [], ...more },
      })
    },
  }
}

/** How the log says where a card stands. */
export const statusOf = ({ pipeline, stage }: Entry) => [
  { lead_status: { id: Number(stage), pipeline_id: Number(pipeline) } },
]
