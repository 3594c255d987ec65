import type { Card, Contact, Draw } from './card.ts'

/** What people write on a card, in whatever system. */
export type Change = (card: Card, draw: Draw, now: number) => void

export const managers = ['501', '502', '503'] as const
const verdicts = ['Целевой', 'Не по ЦА', 'Спам'] as const

export const changes: Readonly<Record<string, Change>> = {
  owner(card, draw, now) {
    card.owner = draw.pick(managers)!
    card.owners.push({ at: now, owner: card.owner })
  },
  budget(card, draw) {
    card.price = Math.floor(draw.number() * 10_000)
  },
  region({ said }, draw) {
    said.region = draw.pick(['Москва', 'Тверь', 'Казань', null]) ?? null
  },
  category({ said }, draw) {
    said.category = draw.pick([[], ['дом'], ['участок'], ['дом', 'участок']])!
  },
  verdict({ said }, draw, now) {
    said.verdict = draw.pick(verdicts)!
    said.reason = draw.pick(['Другой регион', null]) ?? null
    said.verdictAt = draw.isLucky(0.7) ? now : draw.isLucky(0.5) ? null : said.verdictAt
  },
  'verdict date'({ said }, draw, now) {
    said.verdictAt = draw.isLucky(0.2) ? null : now - Math.floor(draw.number() * 5 * 86_400) * 1000
  },
  'verdict cleared'({ said }) {
    Object.assign(said, { verdict: null, reason: null })
  },
  'verdict and date cleared'({ said }) {
    Object.assign(said, { verdict: null, reason: null, verdictAt: null })
  },
  answer({ said }, draw, now) {
    said.answer = draw.pick(['Принято', 'Спорно', null]) ?? null
    said.answerAt = draw.pick([now, null, said.answerAt]) ?? null
  },
  decision({ said }, draw) {
    said.decision = draw.pick([...verdicts, null]) ?? null
  },
}

interface People {
  readonly contacts: Contact[]
  newId(): string
}

export const standing = ({ contacts }: Pick<People, 'contacts'>) =>
  contacts.filter(({ mergedInto }) => mergedInto === null)

/** Somebody who is known already, or a new contact of one of a few people. */
export function somebody(portal: People, draw: Draw, now: number): Contact {
  const known = draw.isLucky(0.4) ? draw.pick(standing(portal)) : undefined
  if (known) return known
  const phone = Math.floor(draw.number() * 8)
  const contact = { id: portal.newId(), phone, createdAt: now, updatedAt: now, mergedInto: null }
  portal.contacts.push(contact)
  return contact
}

/** A mistyped phone is put right. */
export function correctPhone(portal: People, draw: Draw, now: number): void {
  const contact = draw.pick(standing(portal))
  if (contact) Object.assign(contact, { phone: Math.floor(draw.number() * 8), updatedAt: now })
}
