import { portalTime } from '#test/platforms/bitrix24/data.ts'
import { bitrix24World } from '#test/platforms/bitrix24.ts'
import type { Platform } from '#test/replay-server/server.ts'
import { type Call, type Card, type Contact, type Entry, last } from './card.ts'

type Row = Record<string, unknown>

/** A portal of Bitrix24: leads, the deals that come of them, people, from which its lists are written. */
export interface Bitrix24Cards {
  readonly answer: Platform
  readonly cards: Card[]
  readonly deals: Card[]
  readonly contacts: Contact[]
  readonly calls: Call[]
  readonly reading: { at: number }
  newId(): string
  /** Into a stage: the history of stages tells of it. */
  enter(kind: 'lead' | 'deal', card: Card, entry: Entry): void
}

/** Our words for the stages of deals: `<category>/<stage>`. */
const theirStage: Readonly<Record<string, string>> = {
  D_NEW: 'NEW',
  D_TALK: 'PREPARATION',
  D_WON: 'WON',
  D_LOSE: 'LOSE',
}
export const bitrix24Stages: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(theirStage).flatMap(([word, stage]) => [
    [`0/${stage}`, word],
    [`3/C3:${stage}`, word],
  ]),
)

const semantics = (stage: string) => (/WON|CONVERTED/.test(stage) ? 'S' : /LOSE|JUNK/.test(stage) ? 'F' : 'P')
const phoneOf = (phone: number) => [
  { ID: '1', VALUE: `+7 912 555-${2000 + phone}`, VALUE_TYPE: 'WORK', TYPE_ID: 'PHONE' },
]
const wordOrNothing = (word: string | null) => word ?? ''
const momentOrNothing = (at: number | null) => (at === null ? '' : portalTime(at))

const fieldsOf = ({ said }: Card, prefix: string): Row => ({
  [`${prefix}_REGION`]: wordOrNothing(said.region),
  [`${prefix}_CATEGORY`]: [...said.category],
  [`${prefix}_VERDICT`]: wordOrNothing(said.verdict),
  [`${prefix}_VERDICT_AT`]: momentOrNothing(said.verdictAt),
  [`${prefix}_REASON`]: wordOrNothing(said.reason),
  [`${prefix}_ANSWER`]: wordOrNothing(said.answer),
  [`${prefix}_ANSWER_AT`]: momentOrNothing(said.answerAt),
  [`${prefix}_DECISION`]: wordOrNothing(said.decision),
})

const cardOf = ({ id, createdAt, updatedAt, owner, contact }: Card): Row => ({
  ...{ ID: id, CONTACT_ID: contact ?? '0', COMPANY_ID: '0', ASSIGNED_BY_ID: owner },
  ...{ DATE_CREATE: portalTime(createdAt), DATE_MODIFY: portalTime(updatedAt) },
})

const leadOf = (card: Card): Row => ({
  ...cardOf(card),
  ...{ STATUS_ID: last(card.entries).stage, STATUS_SEMANTIC_ID: semantics(last(card.entries).stage), SOURCE_ID: 'WEB' },
  PHONE: card.ownPhone === undefined ? [] : phoneOf(card.ownPhone),
  ...fieldsOf(card, 'UF_CRM_L'),
})

const stageIn = ({ pipeline, stage }: Entry) => (pipeline === '0' ? '' : `C${pipeline}:`) + theirStage[stage]!

function dealOf(card: Card): Row {
  const now = last(card.entries)
  const semantic = semantics(now.stage)
  return {
    ...cardOf(card),
    ...{ CATEGORY_ID: now.pipeline, STAGE_ID: stageIn(now), STAGE_SEMANTIC_ID: semantic, LEAD_ID: card.lead ?? '0' },
    ...{ OPPORTUNITY: `${card.price}.00`, CURRENCY_ID: 'RUB', CLOSED: semantic === 'P' ? 'N' : 'Y' },
    ...{ MOVED_TIME: portalTime(now.at), CLOSEDATE: portalTime(now.at), UF_CRM_D_LOST: wordOrNothing(card.lossReason) },
    ...fieldsOf(card, 'UF_CRM_D'),
  }
}

const contactOf = ({ id, phone, createdAt, updatedAt }: Contact): Row => ({
  ...{ ID: id, COMPANY_ID: null, PHONE: phoneOf(phone) },
  ...{ DATE_CREATE: portalTime(createdAt), DATE_MODIFY: portalTime(updatedAt) },
})

const activityOf = ({ id, card, isOnDeal, contact, at, updatedAt, direction, isAnswered }: Call): Row => ({
  ...{ ID: id, OWNER_ID: card ?? contact, OWNER_TYPE_ID: card === null ? '3' : isOnDeal ? '2' : '1', TYPE_ID: '2' },
  ...{ PROVIDER_ID: 'CRM_CALL', DIRECTION: direction === 'in' ? '1' : '2', COMPLETED: 'Y', RESPONSIBLE_ID: '1' },
  ...{ CREATED: portalTime(at), START_TIME: portalTime(at), LAST_UPDATED: portalTime(updatedAt) },
  END_TIME: portalTime(at + (isAnswered ? 60_000 : 0)),
})

export function bitrix24Cards(): Bitrix24Cards {
  const [cards, deals, contacts, calls]: [Card[], Card[], Contact[], Call[]] = [[], [], [], []]
  const world = bitrix24World()
  const { data } = world
  const shown: readonly (readonly [list: Row[], rows: () => Row[]])[] = [
    [data.lead, () => cards.filter(({ gone }) => gone === null).map(leadOf)],
    [data.deal, () => deals.filter(({ gone }) => gone === null).map(dealOf)],
    [data.contact, () => contacts.filter(({ mergedInto }) => mergedInto === null).map(contactOf)],
    [data.activity, () => calls.map(activityOf)],
  ]
  for (const list of [data.history.lead, data.history.deal, data.call]) list.length = 0
  let ids = 100_000
  return {
    ...{ cards, deals, contacts, calls, reading: { at: 0 }, newId: () => String(ids++) },
    answer(asked) {
      for (const [list, rows] of shown) list.splice(0, Number.POSITIVE_INFINITY, ...rows())
      return world.answer(asked)
    },
    enter(kind, card, entry) {
      card.entries.push(entry)
      const semantic = semantics(entry.stage)
      const type = card.entries.length === 1 ? 1 : semantic === 'P' ? 2 : 3
      const place = { ID: ids++, TYPE_ID: type, OWNER_ID: Number(card.id), CREATED_TIME: portalTime(entry.at) }
      if (kind === 'lead') data.history.lead.push({ ...place, STATUS_ID: entry.stage, STATUS_SEMANTIC_ID: semantic })
      else
        data.history.deal.push({
          ...{ ...place, CATEGORY_ID: entry.pipeline, STAGE_ID: stageIn(entry), STAGE_SEMANTIC_ID: semantic },
        })
    },
  }
}

/** Of the cards of one lead no two say something of one second: the records hold one word of a lead and moment. */
export function keptApart<T>({ cards, deals }: Bitrix24Cards, bodies: T): T {
  for (const lead of cards) {
    const own = [lead, ...deals.filter((deal) => deal.lead === lead.id)]
    const taken = new Set(own.map(({ createdAt }) => createdAt))
    for (const { said } of own.slice(own.length > 1 ? 0 : 1))
      for (const name of ['verdictAt', 'answerAt'] as const) {
        while (said[name] !== null && taken.has(said[name])) said[name] += 1000
        if (said[name] !== null) taken.add(said[name])
      }
  }
  return bodies
}
