import { type Call, type Card, type Entry, last, type Portal } from './card.ts'
import { callsOf, dayOf, dealsOf, local, personsOf, requestsOf } from './truth-links.ts'
import { criteria, saidOf } from './truth-said.ts'

/** What the records of a life should come to, as domain.md counts; moments are local to the company. */
export type TrueLead = Readonly<Record<string, string | number | bigint | boolean | null>>

const minute = 60_000
const least = (moments: readonly number[]) => (moments.length > 0 ? Math.min(...moments) : null)

const funnel = ['lead', 'contact', 'sql', 'negotiation', 'won']
const places: Readonly<Record<string, number>> = {
  ...{ '100': 0, '101': 0, '102': 1, '103': 2, '104': 3, '142': 4, '143': 0 },
  ...{ NEW: 0, IN_PROCESS: 1, CONVERTED: 2, JUNK: 0, D_NEW: 2, D_TALK: 3, D_WON: 4, D_LOSE: 0 },
}
const isWon = ({ stage }: Entry) => stage === '142' || stage === 'D_WON'
const isLost = ({ stage }: Entry) => /^(143|JUNK|D_LOSE)$/.test(stage)
const lostWords: Readonly<Record<string, string>> = { Дорого: 'price', Конкурент: 'competitor' }

/** The cards that are part of this one by now, itself among them. */
function partsOf(card: Card, cards: readonly Card[], isKnown: (id: string) => boolean): readonly Card[] {
  const eaten = cards.filter(({ id, mergedInto }) => mergedInto === card.id && isKnown(id))
  return [card, ...eaten.flatMap((one) => partsOf(one, cards, isKnown))]
}

/** When it was won the time that counts: since it stands there without having been taken back. The log has no order within a second. */
function wonAt({ entries }: Card): number {
  const others = entries.filter((entry) => !isWon(entry)).map(({ at }) => at)
  return Math.min(...entries.filter((entry) => isWon(entry) && at(entry) >= Math.max(...others)).map(at))
}
const at = (entry: Entry) => entry.at

const lostAt = ({ entries }: Card) => Math.max(...entries.filter(isLost).map(({ at }) => at))

interface Facts {
  readonly card: Card
  /** Merged into it, itself among them. */
  readonly parts: readonly Card[]
  /** Objects of their own, or the card itself. */
  readonly deals: readonly Card[]
  readonly calls: readonly Call[]
  /** The moves that the system's log tells of. */
  readonly moves: (card: Card) => readonly Entry[]
  readonly request: string
  readonly isLogged: boolean
}

/** By place in the funnel: whether it was reached, and when; null: nobody knows. */
function reached({ card, parts, deals, calls, moves }: Facts) {
  const isSold = deals.some((deal) => isWon(last(deal.entries)))
  const placeOf = (entry: Entry) => places[entry.stage]! - (isWon(entry) && !isSold ? 1 : 0)
  const all = [...new Set([...parts, ...deals])]
  const told = all.flatMap(moves).filter((entry) => !isLost(entry))
  const now = [card, ...deals].map(({ entries }) => last(entries)).filter((entry) => !isLost(entry))
  const talked = calls.filter(({ isAnswered }) => isAnswered).map(({ at }) => at)
  return (place: number) => {
    const moments = told.filter((entry) => placeOf(entry) >= place).map(({ at }) => at)
    const known = place === 1 ? [...moments, ...talked] : moments
    return { is: known.length > 0 || now.some((entry) => placeOf(entry) >= place), at: least(known) }
  }
}

function resultOf({ card, deals }: Facts) {
  const won = deals.filter(({ entries }) => isWon(last(entries)))
  const isAllLost = deals.length > 0 && deals.every(({ entries }) => isLost(last(entries)))
  const isGone = deals.length > 0 ? isAllLost : isLost(last(card.entries))
  const reasons = deals.flatMap(({ lossReason }) => (lossReason === null ? [] : [lostWords[lossReason]!])).sort()
  return {
    ...{ is_won: won.length > 0, won_at: local(least(won.map(wonAt))) },
    ...{
      is_lost: isGone,
      lost_at: isGone ? local(Math.max(...(deals.length > 0 ? deals : [card]).map(lostAt))) : null,
    },
    lost_reason: isAllLost ? (reasons.at(-1) ?? null) : null,
    revenue_micros: won.length > 0 ? won.reduce((sum, { price }) => sum + BigInt(price) * 1_000_000n, 0n) : null,
    deal_count: deals.length,
  }
}

function trueLead(facts: Facts): TrueLead {
  const { card, deals, calls, request, isLogged } = facts
  const reach = reached(facts)
  const [contact, sql, negotiation] = [reach(1), reach(2), reach(3)]
  const tries = calls.filter(({ direction, isAnswered }) => direction === 'out' || isAnswered).map(({ at }) => at)
  const response = least(contact.at === null ? tries : [contact.at, ...tries])
  // What is written on a deal is the lead's where the deal names it.
  const cards = [...new Set([card, ...deals.filter(({ lead }) => lead === card.id)])]
  const { isTarget, isKnown } = criteria(cards)
  const said = saidOf(cards, isLogged)
  const isValid = request === card.id && said.final_verdict !== 'fake'
  return {
    ...{ manager: card.isEnquiry ? null : card.owner, stage: funnel[places[last(card.entries).stage]!]! },
    ...{ created_at: local(card.createdAt), request_id: request, is_request: request === card.id, is_valid: isValid },
    ...{ is_target: isValid && isTarget, target_known: isKnown },
    ...{ is_contacted: contact.is, is_sql: sql.is, is_negotiation: negotiation.is },
    ...{ contact_at: local(contact.at), sql_at: local(sql.at), negotiation_at: local(negotiation.at) },
    ...{ ...resultOf(facts), ...said },
    attempts: calls.filter(({ direction }) => direction === 'out').length,
    reaction_minutes: response === null ? null : Math.floor(Math.max(0, response - card.createdAt) / minute),
  }
}

/** `isKnown`: whether a card was ever read; of one that was merged away before, the history belongs to nobody. */
export function truthOf(portal: Portal, isKnown: (id: string) => boolean): ReadonlyMap<string, TrueLead> {
  const cards = portal.cards.filter(({ gone }) => gone === null)
  const personOf = personsOf(portal)
  const requests = requestsOf(cards, personOf)
  const deals = dealsOf(portal, cards, personOf)
  const calls = callsOf(portal, cards, personOf)
  const logged = portal.cards.flatMap(({ entries }) => entries.slice(1).map(({ at }) => dayOf(at)))
  const logSince = Math.min(...logged)
  // Without a log of creations, where a card was created is told when it is moved, and believed where the log is as old as it.
  const moves = ({ entries }: Card) => {
    const [first, ...rest] = entries
    return portal.deals || (rest.length > 0 && dayOf(first!.at) >= logSince) ? entries : rest
  }
  return new Map(
    cards.map((card) => {
      const parts = partsOf(card, portal.cards, isKnown)
      const own = { deals: deals.get(card.id) ?? [], calls: calls.get(card.id) ?? [], request: requests.get(card.id)! }
      const isLogged = portal.logsVerdicts ?? false
      return [card.id, trueLead({ card, parts, moves, isLogged, ...own })]
    }),
  )
}
