import type { Call } from '../calls.ts'
import type { Card } from '../cards.ts'
import { changedAt } from '../crm.ts'
import { type Stage, stages } from '../decisions.ts'
import { isoTime } from '../files.ts'
import { managers } from '../people.ts'

export type BitrixRow = Readonly<Record<string, unknown>>

/** `2026-10-31T18:05:09+03:00`, a time on the company's clocks. */
const portalTime = (moment: number): string => `${isoTime(moment).replace(' ', 'T')}+03:00`
const at = (moment: number | null | undefined): string => (moment == null ? '' : portalTime(moment))

/** Stages of leads. Those of deals are called the same, but for the two last ones. */
export const statusOf: Readonly<Record<Stage, string>> = {
  ...{ [stages.new]: 'NEW', [stages.contact]: 'CONTACT', [stages.qualified]: 'SQL' },
  ...{ [stages.offer]: 'OFFER', [stages.won]: 'CONVERTED', [stages.lost]: 'JUNK' },
} as Record<Stage, string>
const dealStages: Readonly<Record<string, string>> = { CONVERTED: 'WON', JUNK: 'LOSE' }

const semantics: Readonly<Record<string, string>> = { CONVERTED: 'S', JUNK: 'F' }

export const userRows: readonly BitrixRow[] = managers.map(([name], i) => {
  const [first, last] = name.split(' ')
  return { ID: String(i + 1), ACTIVE: true, NAME: first, LAST_NAME: last }
})
const userOf = (manager: string): string => String(managers.findIndex(([name]) => name === manager) + 1)

export const statusRows: readonly BitrixRow[] = ['STATUS', 'DEAL_STAGE'].flatMap((ENTITY_ID) =>
  Object.entries(statusOf).map(([NAME, status], i) => ({
    ...{ ID: String(i + 1), ENTITY_ID, NAME, SORT: String(i * 10), SEMANTICS: semantics[status] ?? '' },
    STATUS_ID: ENTITY_ID === 'STATUS' ? status : (dealStages[status] ?? status),
  })),
)

const shared = (card: Card): BitrixRow => ({
  ...{ ID: card.id, CONTACT_ID: card.id, ASSIGNED_BY_ID: userOf(card.manager), CURRENCY_ID: 'RUB' },
  ...{ DATE_CREATE: portalTime(card.request.created), DATE_MODIFY: portalTime(changedAt(card)) },
  UF_CRM_PRODUCT: card.request.campaign.product,
})

const stageOf = (card: Card): string => statusOf[card.moves.at(-1)?.to ?? stages.new]

export function leadRow(card: Card, sourceOf: (utm: string) => string): BitrixRow {
  const { request, wish, reply } = card
  const { campaign, person } = request
  return {
    ...shared(card),
    ...{ TITLE: person.name, STATUS_ID: stageOf(card), STATUS_SEMANTIC_ID: semantics[stageOf(card)] ?? 'P' },
    ...{ UTM_SOURCE: sourceOf(campaign.utmSource), UTM_MEDIUM: campaign.utmMedium },
    ...{ UTM_CAMPAIGN: campaign.id, UTM_TERM: card.term, UF_CRM_CLIENT: person.client },
    ...{ UF_CRM_REGION: wish.region, UF_CRM_CATEGORY: wish.category },
    ...{ UF_CRM_HORIZON: wish.horizonMonths, UF_CRM_BUDGET: wish.budget },
    ...{ UF_CRM_REASON: card.rejectReason, UF_CRM_VERDICT: card.verdict, UF_CRM_VERDICT_AT: at(card.verdictAt) },
    ...{ UF_CRM_ANSWER: reply?.text ?? '', UF_CRM_ANSWER_AT: at(reply?.moment) },
  }
}

/** The portal opens a deal for every request, under the request's number. */
export function dealRow(card: Card): BitrixRow {
  const status = stageOf(card)
  const isClosed = semantics[status] !== undefined
  return {
    ...shared(card),
    ...{ LEAD_ID: card.id, CATEGORY_ID: '0', STAGE_ID: dealStages[status] ?? status },
    ...{ STAGE_SEMANTIC_ID: semantics[status] ?? 'P', CLOSED: isClosed ? 'Y' : 'N' },
    ...{ OPPORTUNITY: card.amount === null ? null : `${card.amount}.00`, UF_CRM_LOST: card.lostReason },
    MOVED_TIME: at(card.moves.at(-1)?.moment ?? card.request.created),
  }
}

const many = (VALUE: string): readonly object[] => (VALUE === '' ? [] : [{ ID: '1', VALUE_TYPE: 'WORK', VALUE }])

export const contactRow = ({ id, request: { person, created } }: Card): BitrixRow => ({
  ...{ ID: id, NAME: person.name, DATE_CREATE: portalTime(created), DATE_MODIFY: portalTime(created) },
  ...{ PHONE: many(person.phone), EMAIL: many(person.email), UF_CRM_CLIENT: person.client },
})

/** Entries into stages, the first one included, numbered as they happened. */
export const historyRows = (cards: readonly Card[]): readonly BitrixRow[] =>
  cards
    .flatMap(({ id, request, moves }) =>
      [{ to: stages.new as Stage, moment: request.created }, ...moves].map(({ to, moment }) => ({ id, to, moment })),
    )
    .sort((a, b) => a.moment - b.moment)
    .map(({ id, to, moment }, i) => ({
      ...{ ID: i + 1, TYPE_ID: to === stages.new ? 1 : 2, OWNER_ID: Number(id), CREATED_TIME: portalTime(moment) },
      ...{ STATUS_ID: statusOf[to], STATUS_SEMANTIC_ID: semantics[statusOf[to]] ?? 'P' },
    }))

/** The portal's own telephony; 200: they have talked, 304: nobody answered. */
export const callRows = (cards: readonly Card[]): readonly BitrixRow[] =>
  cards
    .flatMap(({ id, calls }) => calls.map((call) => ({ id, call })))
    .sort((a, b) => a.call.moment - b.call.moment)
    .map(({ id, call }, i) => callRow(id, call, i))

const callRow = (id: string, { moment, seconds, isAnswered, manager }: Call, i: number): BitrixRow => ({
  ...{ ID: String(i + 1), CALL_ID: `demo.${i}`, CALL_TYPE: '1', CALL_DURATION: String(seconds) },
  ...{ CALL_START_DATE: portalTime(moment), CALL_FAILED_CODE: isAnswered ? '200' : '304' },
  ...{ CRM_ENTITY_TYPE: 'LEAD', CRM_ENTITY_ID: id, CRM_ACTIVITY_ID: null, PORTAL_USER_ID: userOf(manager) },
})
