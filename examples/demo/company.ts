import { day, daysOf } from './calendar.ts'
import { type Card, fillCard } from './cards.ts'
import { type Random, randomOf } from './random.ts'
import { type Request, repeatsOf, requestsOf } from './requests.ts'
import { lastMonth, months, tellMonth, winsOf } from './story.ts'

/** The last moment of the story, company time. */
export const end = daysOf(lastMonth).at(-1)! + day - 1

/** What the contracts of the last month bring: 26 of them at 95,308 roubles. */
const lastMonthRevenue = 2_478_000

/** Every card of the CRM, oldest first. */
export function makeCards(seed: number): readonly Card[] {
  const random = randomOf(seed, 'cards')
  let people = 0
  const filled = months.flatMap((month) => {
    const requests = tellMonth(month).flatMap((told) => requestsOf(told, random, () => ++people))
    const wins = chooseWinners(month, requests, random)
    return [...requests, ...repeatsOf(requests, random, end)].map((request) => ({ request, won: wins.get(request) }))
  })
  const cards = filled
    .sort((a, b) => a.request.created - b.request.created)
    .map(({ request, won }, i) => fillCard(String(100_001 + i), request, won, random, end))
  return settleRevenue(cards)
}

/** The month of the contract for those qualified who become clients. Who signs in the month of the request came early in it. */
function chooseWinners(month: string, requests: readonly Request[], random: Random): ReadonlyMap<Request, string> {
  const valid = requests.filter((r) => r.outcome !== 'invalid').length
  const isSpoilt = (r: Request) => month === lastMonth && r.campaign.name === 'Участки · лето'
  const able = random.shuffle(requests.filter((r) => r.outcome === 'qualified' && !isSpoilt(r)))
  const early = able.filter((r) => r.created < Date.parse(`${month}-15`))
  const winners = new Map<Request, string>()
  for (const [wonMonth, count] of winsOf(month, valid)) {
    const from = (wonMonth === month ? early : able).filter((r) => !winners.has(r))
    for (const request of from.slice(0, count)) winners.set(request, wonMonth)
  }
  return winners
}

const wonAt = (card: Card): number | undefined => (card.amount === null ? undefined : card.moves.at(-1)?.moment)

function settleRevenue(cards: readonly Card[]): Card[] {
  const last = cards.filter((card) => (wonAt(card) ?? 0) >= Date.parse(`${lastMonth}-01`))
  const difference = lastMonthRevenue - last.reduce((sum, card) => sum + card.amount!, 0)
  const part = Math.trunc(difference / last.length)
  const changed = new Map(
    last.map((card, i) => [card, card.amount! + part + (i === 0 ? difference - part * last.length : 0)]),
  )
  return cards.map((card) => (changed.has(card) ? { ...card, amount: changed.get(card)! } : card))
}
