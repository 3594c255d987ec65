import { type AmocrmCards, statusOf } from './amocrm-cards.ts'
import { type Card, type Draw, last } from './card.ts'

/** Something that happens in the account at a moment. Answers the webhooks that tell of it. */
export type Act = (portal: AmocrmCards, draw: Draw, now: number) => readonly string[]

export const hook = (event: string, { id }: { readonly id: string }, now: number) =>
  `leads[${event}][0][id]=${id}&leads[${event}][0][last_modified]=${Math.floor(now / 1000)}&account[subdomain]=example`

export const alive = ({ cards }: AmocrmCards) => cards.filter(({ gone, isEnquiry }) => gone === null && !isEnquiry)

export function enter(
  portal: AmocrmCards,
  card: Card,
  now: number,
  to: { readonly pipeline: string; readonly stage: string },
) {
  const before = last(card.entries)
  if (before.pipeline === to.pipeline && before.stage === to.stage) return
  const entry = { at: now, ...to }
  card.entries.push(entry)
  portal.touch(card, now)
  portal.tell(now, 'lead_status_changed', card.id, { value_before: statusOf(before), value_after: statusOf(entry) })
}

/** An act on a card that is there. */
export const onCard =
  (event: string, change: (portal: AmocrmCards, card: Card, draw: Draw, now: number) => void): Act =>
  (portal, draw, now) => {
    const card = draw.pick(alive(portal))
    if (!card) return []
    change(portal, card, draw, now)
    return [hook(event, card, now)]
  }

/** The log tells of a field that was changed. */
export function write(portal: AmocrmCards, card: Card, now: number, change: () => void) {
  const before = card.said.verdict
  change()
  portal.touch(card, now)
  const { verdict } = card.said
  if (verdict === before) return
  const value_after = verdict === null ? [] : [{ custom_field_value: { field_id: 7, text: verdict } }]
  portal.tell(now, 'custom_field_7_value_changed', card.id, { value_after })
  card.verdictWrittenAt = now
}
