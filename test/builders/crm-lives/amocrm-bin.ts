import type { AmocrmCards } from './amocrm-cards.ts'
import { type Act, alive, hook, onCard, write } from './amocrm-write.ts'
import type { Card, Draw } from './card.ts'
import { standing } from './changes.ts'

function removed(portal: AmocrmCards, card: Card, draw: Draw, now: number) {
  card.gone = 'deleted'
  if (draw.isLucky(0.7)) portal.tell(now, 'lead_deleted', card.id)
}

/** What goes, comes back or becomes part of another. */
export const binActs: Readonly<Record<string, Act>> = {
  delete: onCard('delete', removed),
  restore: (portal, draw, now) => {
    const card = draw.pick(portal.cards.filter(({ gone }) => gone === 'deleted'))
    if (!card) return []
    card.gone = null
    if (draw.isLucky(0.5)) portal.tell(now, 'lead_restored', card.id)
    card.isQuiet = draw.isLucky(0.5)
    if (!card.isQuiet) portal.touch(card, now)
    return [hook('restore', card, now)]
  },
  'merge leads': (portal, draw, now) => {
    const survivor = draw.pick(alive(portal))
    const card = draw.pick(alive(portal).filter((one) => one !== survivor))
    if (!survivor || !card) return []
    Object.assign(card, { gone: 'merged', mergedInto: survivor.id })
    survivor.contact ??= card.contact
    // Whoever merges them chooses; here what is empty is filled.
    const isEmpty = (name: string) => (survivor.said as never)[name] === null
    const filled = Object.entries(card.said).filter(([name]) => isEmpty(name) && draw.isLucky(0.7))
    write(portal, survivor, now, () => Object.assign(survivor.said, Object.fromEntries(filled)))
    for (const call of portal.calls) if (call.card === card.id) call.card = survivor.id
    portal.tell(now, 'entity_merged', survivor.id, { value_before: [{ lead: { id: Number(card.id) } }] })
    return [hook('update', survivor, now), hook('delete', card, now)]
  },
  'merge contacts': (portal, draw, now) => {
    const survivor = draw.pick(standing(portal))
    const contact = draw.pick(standing(portal).filter((one) => one !== survivor && one.updatedAt < portal.reading.at))
    if (!survivor || !contact) return []
    Object.assign(contact, { mergedInto: survivor.id })
    survivor.updatedAt = now
    for (const card of portal.cards) if (card.contact === contact.id) card.contact = survivor.id
    for (const call of portal.calls) if (call.contact === contact.id) call.contact = survivor.id
    const value_before = [{ contact: { id: Number(contact.id) } }]
    portal.tell(now, 'entity_merged', survivor.id, { entity_type: 'contact', value_before })
    return []
  },
}
