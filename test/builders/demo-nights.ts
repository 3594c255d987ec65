import { day, hour, isoDay } from '#examples/demo/calendar.ts'
import type { Card } from '#examples/demo/cards.ts'
import type { DemoCompany } from '#examples/demo/generate.ts'
import type { SpendDay } from '#examples/demo/spend.ts'

/** The company's clocks are three hours ahead of UTC. */
const companyTime = (at: number): number => at + 3 * hour

/** What the company's systems knew at a moment (epoch ms): no card, visit or rouble of later. */
export function companyAt({ cards, spend, visits }: DemoCompany, at: number): DemoCompany {
  const now = companyTime(at)
  return {
    cards: cards.filter(({ request }) => request.created <= now).map((card) => cardAt(card, now)),
    spend: spend.filter(({ start }) => start <= now).map((one) => spendAt(one, now)),
    visits: visits.filter(({ started }) => started <= now),
  }
}

function cardAt(card: Card, now: number): Card {
  const moves = card.moves.filter(({ moment }) => moment <= now)
  const calls = card.calls.filter(({ moment }) => moment <= now)
  const isDecided = card.verdictAt !== null && card.verdictAt <= now
  const isWhole = moves.length === card.moves.length
  return {
    ...{ ...card, moves, calls },
    wish: calls.some(({ isAnswered }) => isAnswered) || isWhole ? card.wish : { ...card.wish, ...notAsked },
    rejectReason: isDecided || (isWhole && card.verdictAt === null) ? card.rejectReason : '',
    ...(isDecided ? {} : { verdict: '', verdictAt: null }),
    reply: card.reply && card.reply.moment <= now ? card.reply : null,
    lostReason: isWhole ? card.lostReason : '',
    amount: isWhole ? card.amount : null,
  }
}

/** Nobody has talked to the lead yet. */
const notAsked = { category: '', horizonMonths: '', budget: '' }

/** Of today there is a part; clicks that turn out to be nobody's are paid back within three days. */
function spendAt(one: SpendDay, now: number): SpendDay {
  if (isoDay(one.start) === isoDay(now)) return part(one, (now % day) / day)
  return now - one.start < 4 * day ? part(one, 1.05) : one
}

const part = (one: SpendDay, share: number): SpendDay => ({
  ...one,
  impressions: Math.round(one.impressions * share),
  clicks: Math.round(one.clicks * share),
  kopecks: Math.round(one.kopecks * share),
})
