import { companyOffset } from './agreement.ts'
import type { Call, Card, Portal } from './card.ts'

const dayMs = 86_400_000
/** The company's day, counted from 1970. */
export const dayOf = (ms: number) => Math.floor((ms + companyOffset * 60_000) / dayMs)

/** The company's clock. */
export const local = (ms: number | null) => (ms === null ? null : ms + companyOffset * 60_000)

type PersonOf = (card: Pick<Card, 'id' | 'contact' | 'ownPhone'>) => string

/** Whose cards these are: people by the phones of their contacts, those of merged ones being one's. */
export function personsOf({ contacts }: Portal): PersonOf {
  const parent = new Map<number, number>()
  const rootOf = (phone: number): number => {
    const up = parent.get(phone)
    return up === undefined ? phone : rootOf(up)
  }
  const phones = new Map(contacts.map(({ id, phone }) => [id, phone]))
  for (const { phone, mergedInto } of contacts) {
    const [a, b] = [rootOf(phone), rootOf(mergedInto === null ? phone : phones.get(mergedInto)!)]
    if (a !== b) parent.set(a, b)
  }
  return ({ id, contact, ownPhone }) => {
    const phone = contact === null ? ownPhone : phones.get(contact)
    return phone === undefined ? `card ${id}` : `phone ${rootOf(phone)}`
  }
}

const byAge = (a: Card, b: Card) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)

/** A repeat within 30 days is the request before. */
export function requestsOf(cards: readonly Card[], personOf: PersonOf): ReadonlyMap<string, string> {
  const requests = new Map<string, string>()
  for (const own of Map.groupBy(cards, personOf).values()) {
    let before: Card | undefined
    for (const card of own.toSorted(byAge)) {
      const isRepeat = before !== undefined && dayOf(card.createdAt) - dayOf(before.createdAt) <= 30
      requests.set(card.id, isRepeat ? requests.get(before!.id)! : card.id)
      before = card
    }
  }
  return requests
}

type Owned = { readonly person: string; readonly at: number }

/** The person's newest card by then. */
const newestOf = (cards: readonly Card[], personOf: PersonOf, { person, at }: Owned) =>
  cards
    .filter((card) => personOf(card) === person && card.createdAt <= at)
    .sort(byAge)
    .at(-1)

function gathered<T>(
  things: readonly T[],
  ownerOf: (thing: T) => string | undefined,
): ReadonlyMap<string, readonly T[]> {
  const found = Map.groupBy(things, (thing) => ownerOf(thing) ?? '')
  found.delete('')
  return found
}

/** By lead: the one that a deal names, else its person's newest by then. Where they are one object, itself. */
export function dealsOf({ deals }: Portal, cards: readonly Card[], personOf: PersonOf) {
  if (!deals) return new Map(cards.filter(({ isEnquiry }) => !isEnquiry).map((card) => [card.id, [card]]))
  const standing = deals.filter(({ gone }) => gone === null)
  return gathered(standing, (deal) => leadOf(deal, cards, personOf))
}

function leadOf(deal: Card, cards: readonly Card[], personOf: PersonOf): string | undefined {
  const named = cards.find(({ id }) => id === deal.lead)
  return (named ?? newestOf(cards, personOf, { person: personOf(deal), at: deal.createdAt }))?.id
}

/** By lead: calls on its card, on its deals, and on its person. */
export function callsOf(
  portal: Portal,
  cards: readonly Card[],
  personOf: PersonOf,
): ReadonlyMap<string, readonly Call[]> {
  return gathered(portal.calls, ({ card, isOnDeal, contact, at, id }) => {
    if (card === null) return newestOf(cards, personOf, { person: personOf({ id, contact }), at })?.id
    if (!isOnDeal) return card
    const deal = portal.deals?.find((one) => one.id === card && one.gone === null)
    return deal && leadOf(deal, cards, personOf)
  })
}
