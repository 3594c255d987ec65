import { type Bitrix24Cards, bitrix24Cards, keptApart } from './bitrix24-cards.ts'
import { type Card, type Draw, last, newCard, type Portal } from './card.ts'
import { type Change, changes, correctPhone, managers, somebody, standing } from './changes.ts'

type Act = (portal: Bitrix24Cards, draw: Draw, now: number) => readonly string[]

const day = 86_400_000

const hook = (event: string, { id }: { readonly id: string }, now: number) =>
  `event=ONCRM${event}&data[FIELDS][ID]=${id}&ts=${Math.floor(now / 1000)}&auth[application_token]=canary-application-token`

const isThere = ({ gone }: Card) => gone === null
const leadsOf = ({ cards }: Bitrix24Cards) => cards.filter(isThere)
const dealsOf = ({ deals }: Bitrix24Cards) => deals.filter(isThere)

function addLead(portal: Bitrix24Cards, draw: Draw, now: number, createdAt: number): Card {
  const hasContact = draw.isLucky(0.6)
  const card = newCard({
    ...{ id: portal.newId(), createdAt, updatedAt: now, owner: draw.pick(managers)!, entries: [] },
    ...(hasContact ? { contact: somebody(portal, draw, now).id } : { ownPhone: Math.floor(draw.number() * 8) }),
  })
  portal.cards.push(card)
  portal.enter('lead', card, { at: createdAt, pipeline: 'lead', stage: 'NEW' })
  return card
}

function addDeal(portal: Bitrix24Cards, draw: Draw, now: number, lead: Card | null): Card {
  const contact = lead?.contact ?? somebody(portal, draw, now).id
  const card = newCard({
    ...{
      id: portal.newId(),
      createdAt: now,
      owner: draw.pick(managers)!,
      entries: [],
      lead: lead?.id ?? null,
      contact,
    },
    price: Math.floor(draw.number() * 10_000),
  })
  portal.deals.push(card)
  portal.enter('deal', card, { at: now, pipeline: draw.pick(['0', '3'])!, stage: 'D_NEW' })
  return card
}

/** On a lead or, as likely, on a deal where there is one. */
const written =
  (change: Change): Act =>
  (portal, draw, now) => {
    const deal = draw.isLucky(0.4) ? draw.pick(dealsOf(portal)) : undefined
    const card = deal ?? draw.pick(leadsOf(portal))
    if (!card) return []
    change(card, draw, now)
    card.updatedAt = now
    return [hook(deal ? 'DEALUPDATE' : 'LEADUPDATE', card, now)]
  }

/** A deal into a stage. */
const stepped =
  (stageFrom: (draw: Draw, card: Card) => string): Act =>
  (portal, draw, now) => {
    const card = draw.pick(dealsOf(portal))
    if (!card) return []
    const before = last(card.entries)
    const to = {
      at: now,
      pipeline: draw.isLucky(0.2) ? draw.pick(['0', '3'])! : before.pipeline,
      stage: stageFrom(draw, card),
    }
    if (to.pipeline !== before.pipeline || to.stage !== before.stage) portal.enter('deal', card, to)
    card.updatedAt = now
    return [hook('DEALUPDATE', card, now)]
  }

const acts: Readonly<Record<string, Act>> = {
  create: (portal, draw, now) => [hook('LEADADD', addLead(portal, draw, now, now), now)],
  import: (portal, draw, now) => {
    const createdAt = now - Math.floor((draw.number() * 20 * day) / 1000) * 1000
    return [hook('LEADADD', addLead(portal, draw, now, createdAt), now)]
  },
  accept: (portal, draw, now) => {
    const lead = draw.pick(leadsOf(portal).filter(({ entries }) => last(entries).stage !== 'CONVERTED'))
    if (!lead) return []
    lead.contact ??= draw.isLucky(0.9) ? somebody(portal, draw, now).id : null
    portal.enter('lead', lead, { at: now, pipeline: 'lead', stage: 'CONVERTED' })
    lead.updatedAt = now
    return [hook('LEADUPDATE', lead, now), hook('DEALADD', addDeal(portal, draw, now, lead), now)]
  },
  enquire: (portal, draw, now) => [hook('DEALADD', addDeal(portal, draw, now, null), now)],
  decline: (portal, draw, now) => {
    const lead = draw.pick(leadsOf(portal).filter(({ entries }) => last(entries).stage !== 'JUNK'))
    if (!lead) return []
    portal.enter('lead', lead, { at: now, pipeline: 'lead', stage: 'JUNK' })
    lead.updatedAt = now
    return [hook('LEADUPDATE', lead, now)]
  },
  'move lead': (portal, draw, now) => {
    const lead = draw.pick(leadsOf(portal))
    const stage = draw.pick(['NEW', 'IN_PROCESS'])!
    if (!lead || last(lead.entries).stage === stage) return []
    portal.enter('lead', lead, { at: now, pipeline: 'lead', stage })
    lead.updatedAt = now
    return [hook('LEADUPDATE', lead, now)]
  },
  move: stepped((draw) => draw.pick(['D_NEW', 'D_TALK'])!),
  win: stepped(() => 'D_WON'),
  lose: stepped((draw, card) => {
    card.lossReason = draw.pick(['Дорого', 'Конкурент', null]) ?? null
    return 'D_LOSE'
  }),
  ...Object.fromEntries(Object.entries(changes).map(([name, change]) => [name, written(change)])),
  call: (portal, draw, now) => {
    const deal = draw.isLucky(0.3) ? draw.pick(dealsOf(portal)) : undefined
    const card = deal ?? (draw.isLucky(0.6) ? draw.pick(leadsOf(portal)) : undefined)
    const contact = draw.pick(standing(portal))
    if (!card && !contact) return []
    portal.calls.push({
      ...{ id: portal.newId(), at: now, updatedAt: now, card: card?.id ?? null, contact: card ? null : contact!.id },
      ...{ isOnDeal: deal !== undefined, direction: draw.isLucky(0.6) ? 'out' : 'in', isAnswered: draw.isLucky(0.5) },
    })
    return []
  },
  phone: (portal, draw, now) => {
    correctPhone(portal, draw, now)
    return []
  },
  delete: (portal, draw, now) => {
    const isDeal = draw.isLucky(0.4)
    const card = draw.pick((isDeal ? dealsOf : leadsOf)(portal))
    if (!card) return []
    card.gone = 'deleted'
    return [hook(isDeal ? 'DEALDELETE' : 'LEADDELETE', card, now)]
  },
  restore: (portal, draw, now) => {
    const isDeal = draw.isLucky(0.4)
    const card = draw.pick((isDeal ? portal.deals : portal.cards).filter(({ gone }) => gone === 'deleted'))
    if (!card) return []
    card.gone = null
    card.isQuiet = draw.isLucky(0.5)
    if (!card.isQuiet) card.updatedAt = now
    return [hook(isDeal ? 'DEALRESTORE' : 'LEADRESTORE', card, now)]
  },
}

export function bitrix24Portal(): Portal {
  const cards = bitrix24Cards()
  return { ...cards, happen: (act, draw, now) => keptApart(cards, acts[act]?.(cards, draw, now) ?? []) }
}
