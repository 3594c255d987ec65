import type { Card } from './crm.ts'
import { contactLimitMinutes, end, requestWindowDays, workingSeconds } from './rules.ts'
import { dayOf, first, monthOf, sum } from './tables.ts'

/** One request: a person's card, and those with which the same person asked again within the window. */
export interface Request {
  readonly head: Card
  readonly month: string
  readonly day: string
  readonly isValid: boolean
  readonly isTarget: boolean
  readonly contacted: number | undefined
  readonly sql: number | undefined
  readonly verdictAt: number | undefined
  readonly negotiation: number | undefined
  readonly won: number | undefined
  readonly wonDeals: number
  readonly client: number | undefined
  readonly money: number
  readonly verdict: string
  readonly hasReason: boolean
  readonly isDue: boolean
  readonly isInTime: boolean
  /** Whole working minutes until somebody first tried to call */
  readonly reaction: number | undefined
}

/** One contract that was paid. */
export interface Sale {
  readonly card: Card
  readonly paid: number
  readonly isFirst: boolean
  readonly person: number
  /** When the same person paid first */
  readonly clientSince: number
  readonly request: Card
}

/** Cards that share a phone, an e-mail or a visitor belong to one person, by chains of any length. */
function peopleOf(cards: readonly Card[]): ReadonlyMap<Card, number> {
  const personOf = new Map<Card, number>(cards.map((card, i) => [card, i]))
  const holders = Map.groupBy(
    cards.flatMap((card) => card.keys.map((key) => ({ key, card }))),
    ({ key }) => key,
  )
  for (let isChanged = true; isChanged; ) {
    isChanged = false
    for (const group of holders.values()) {
      const lowest = Math.min(...group.map(({ card }) => personOf.get(card)!))
      for (const { card } of group) {
        if (personOf.get(card) !== lowest) isChanged = true
        personOf.set(card, lowest)
      }
    }
  }
  return personOf
}

const daysBetween = (from: Card, to: Card): number =>
  (Date.parse(dayOf(to.created)) - Date.parse(dayOf(from.created))) / 86_400_000

/** A person's cards in groups: those that follow one another within the window are one request. */
function groupsOf(cards: readonly Card[]): Card[][] {
  const groups: Card[][] = []
  for (const card of cards) {
    const last = groups.at(-1)
    if (last && daysBetween(last.at(-1)!, card) <= requestWindowDays) last.push(card)
    else groups.push([card])
  }
  return groups
}

export function findRequests(cards: readonly Card[]): { requests: readonly Request[]; sales: readonly Sale[] } {
  const personOf = peopleOf(cards)
  const people = [...Map.groupBy(cards, (card) => personOf.get(card)!)]
  const found = people.map(([person, own]) => {
    const groups = groupsOf(own)
    const paid = own.filter((card) => card.paid !== undefined).sort((a, b) => a.paid! - b.paid!)
    return {
      requests: groups.map((group) => requestOf(group, paid[0])),
      sales: paid.map((card, i) => ({
        card,
        paid: card.paid!,
        isFirst: i === 0,
        person,
        clientSince: paid[0]!.paid!,
        request: groups.find((group) => group.includes(card))![0]!,
      })),
    }
  })
  return { requests: found.flatMap((one) => one.requests), sales: found.flatMap((one) => one.sales) }
}

function requestOf(group: readonly Card[], firstSale: Card | undefined): Request {
  const head = group[0]!
  const at = (stage: number) => first(group.map((card) => card.reached[stage]))
  const { verdict, hasReason, verdictAt } = verdictOf(group)
  const reaction = reactionOf(head)
  return {
    head,
    month: monthOf(head.created),
    day: dayOf(head.created),
    isValid: !head.isExcluded,
    isTarget: !head.isExcluded && head.fits,
    contacted: at(1),
    sql: at(2),
    negotiation: at(3),
    won: first(group.map((card) => card.paid)),
    wonDeals: group.filter((card) => card.paid !== undefined).length,
    client: firstSale && group.includes(firstSale) ? firstSale.paid : undefined,
    money: sum(group, (card) => card.money),
    verdict,
    hasReason,
    verdictAt,
    ...reaction,
  }
}

/** The newest verdict; that a second card is a double says nothing about the request. */
function verdictOf([head, ...repeats]: readonly Card[]): Pick<Request, 'verdict' | 'hasReason' | 'verdictAt'> {
  const said = [head!, ...repeats.filter((card) => card.verdict !== '❌')].filter((card) => card.verdict !== '').at(-1)
  if (!said) return { verdict: '', hasReason: false, verdictAt: undefined }
  const hasReason = ['✅', '☎'].includes(said.verdict) || said.reason !== ''
  return { verdict: said.verdict, hasReason, verdictAt: said.verdictAt }
}

/** The clock runs from the request to the first attempt to call, in working time. */
function reactionOf(head: Card): Pick<Request, 'isDue' | 'isInTime' | 'reaction'> {
  const answer = first([head.firstCall, head.reached[1]])
  const seconds = workingSeconds(head.created, answer ?? end)
  const isLate = seconds > contactLimitMinutes(head.created) * 60
  if (answer === undefined) return { isDue: isLate, isInTime: false, reaction: undefined }
  return { isDue: true, isInTime: !isLate, reaction: Math.floor(seconds / 60) }
}
