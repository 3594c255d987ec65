import { binActs } from './amocrm-bin.ts'
import { type AmocrmCards, amocrmCards, pipelines, statuses } from './amocrm-cards.ts'
import { type Act, alive, enter, hook, onCard, write } from './amocrm-write.ts'
import { type Card, type Draw, last, newCard, type Portal } from './card.ts'
import { type Change, changes, correctPhone, managers, somebody, standing } from './changes.ts'

const day = 86_400_000

const waiting = ({ cards }: AmocrmCards) => cards.filter(({ gone, isEnquiry }) => gone === null && isEnquiry)

interface Made {
  readonly createdAt?: number
  readonly stage?: string
  readonly isEnquiry?: boolean
}

function make(
  portal: AmocrmCards,
  draw: Draw,
  now: number,
  { createdAt = now, stage = '101', isEnquiry = false }: Made,
): Card {
  const pipeline = draw.pick(pipelines)!
  const card = newCard({
    ...{ id: portal.newId(), createdAt, updatedAt: now, isEnquiry, owner: draw.pick(managers)! },
    entries: [{ at: createdAt, pipeline, stage }],
    contact: draw.isLucky(0.9) ? somebody(portal, draw, now).id : null,
  })
  portal.cards.push(card)
  return card
}

const written = (change: Change): Act =>
  onCard('update', (portal, card, draw, now) => write(portal, card, now, () => change(card, draw, now)))

const acts: Readonly<Record<string, Act>> = {
  create: (portal, draw, now) => [hook('add', make(portal, draw, now, {}), now)],
  import: (portal, draw, now) => {
    const createdAt = now - Math.floor((draw.number() * 20 * day) / 1000) * 1000
    return [hook('add', make(portal, draw, now, { createdAt, stage: draw.pick([...statuses, '142', '143']) }), now)]
  },
  enquire: (portal, draw, now) => {
    make(portal, draw, now, { stage: '100', isEnquiry: true })
    return []
  },
  accept: (portal, draw, now) => {
    const card = draw.pick(waiting(portal))
    if (!card) return []
    card.isEnquiry = false
    enter(portal, card, now, { pipeline: draw.pick(pipelines)!, stage: draw.pick(['101', '101', '102'])! })
    portal.touch(card, now)
    return [hook('add', card, now)]
  },
  decline: (portal, draw) => {
    const card = draw.pick(waiting(portal))
    if (card) card.gone = 'declined'
    return []
  },
  move: onCard('status', (portal, card, draw, now) => {
    const { pipeline } = last(card.entries)
    const to = draw.isLucky(0.2) ? draw.pick(pipelines)! : pipeline
    enter(portal, card, now, { pipeline: to, stage: draw.pick(statuses)! })
  }),
  win: onCard('status', (portal, card, draw, now) => {
    if (draw.isLucky(0.8)) card.price = 1000 + Math.floor(draw.number() * 9000)
    enter(portal, card, now, { pipeline: last(card.entries).pipeline, stage: '142' })
    portal.touch(card, now)
  }),
  lose: onCard('status', (portal, card, draw, now) => {
    card.lossReason = draw.pick(['Дорого', 'Конкурент', null]) ?? null
    enter(portal, card, now, { pipeline: last(card.entries).pipeline, stage: '143' })
    portal.touch(card, now)
  }),
  ...Object.fromEntries(Object.entries(changes).map(([name, change]) => [name, written(change)])),
  call: (portal, draw, now) => {
    const card = draw.isLucky(0.7) ? draw.pick(alive(portal)) : undefined
    const contact = draw.pick(standing(portal))
    if (!card && !contact) return []
    portal.calls.push({
      ...{ id: portal.newId(), at: now, updatedAt: now, card: card?.id ?? null, contact: card ? null : contact!.id },
      ...{ direction: draw.isLucky(0.6) ? 'out' : 'in', isAnswered: draw.isLucky(0.5) },
    })
    return card ? [hook('note', card, now)] : []
  },
  phone: (portal, draw, now) => {
    correctPhone(portal, draw, now)
    return []
  },
  rename: ({ rename }, draw) => {
    rename(draw.pick(statuses)!)
    return []
  },
  ...binActs,
}

export function amocrmPortal({ logsVerdicts = false } = {}): Portal {
  const cards = amocrmCards()
  return { ...cards, logsVerdicts, happen: (act, draw, now) => acts[act]!(cards, draw, now) }
}
