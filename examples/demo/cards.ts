import { afterWorking, minute } from './calendar.ts'
import { type Call, callsOf } from './calls.ts'
import { type Decision, decide, type Stage, type Step, stages } from './decisions.ts'
import { earlyWish, farWish, fittingWish, idleWish, managers, type Wish } from './people.ts'
import type { Random } from './random.ts'
import type { Outcome, Request } from './requests.ts'

export interface Move {
  readonly from: Stage
  readonly to: Stage
  readonly moment: number
}

/** What marketing answered to a verdict ⚠ or ❌ */
export interface Reply {
  readonly text: 'Принято' | 'Спорно'
  readonly moment: number
}

/** A lead's card in the CRM, as it stands at the end of the story. */
export interface Card {
  readonly id: string
  readonly request: Request
  readonly manager: string
  readonly term: string
  readonly wish: Wish
  readonly moves: readonly Move[]
  readonly calls: readonly Call[]
  readonly rejectReason: string
  readonly verdict: string
  readonly verdictAt: number | null
  readonly reply: Reply | null
  readonly lostReason: string
  /** Commission, roubles */
  readonly amount: number | null
}

/** `wonMonth` is the month of the contract if this lead becomes a client. Nothing happens after `end`. */
export function fillCard(
  id: string,
  request: Request,
  wonMonth: string | undefined,
  random: Random,
  end: number,
): Card {
  const manager = random.weighted(managers)
  const { calls, last } = callsOf(request, manager, random, end)
  const decision = decide(request, last, wonMonth, random, end)
  const known = decision.path.filter(([, moment]) => moment <= end)
  const verdictAt = decision.verdict ? verdictMoment(known, last) : null
  const isLost = known.at(-1)?.[0] === stages.lost
  const { terms } = request.campaign
  return {
    id,
    request,
    manager,
    term: terms.length > 0 ? random.pick(terms) : '',
    wish: wishOf(request, random),
    moves: known.map(([to, moment], i) => ({ from: known[i - 1]?.[0] ?? stages.new, to, moment })),
    calls,
    rejectReason: decision.rejectReason ?? '',
    verdict: decision.verdict ?? '',
    verdictAt,
    reply: replyOf(decision, verdictAt, random, end),
    lostReason: isLost ? (decision.lostReason ?? '') : '',
    amount: known.some(([stage]) => stage === stages.won) ? random.between(64, 126) * 1000 : null,
  }
}

function verdictMoment(path: readonly Step[], talk: number): number {
  const decided = path.find(([stage]) => stage === stages.qualified || stage === stages.lost)
  return (decided?.[1] ?? talk) + minute
}

/** Marketing looks at the verdicts the next day; once in a while it takes a week, or says that the lead was good. */
function replyOf({ verdict, rejectReason }: Decision, at: number | null, random: Random, end: number): Reply | null {
  if (at === null || (verdict !== '⚠' && verdict !== '❌')) return null
  const moment = afterWorking(at, random.chance(0.86) ? random.between(60, 780) : random.between(1300, 2400))
  const isDisputed = rejectReason === 'Студент / не наш клиент' && random.chance(0.07)
  return moment > end ? null : { text: isDisputed ? 'Спорно' : 'Принято', moment }
}

const wishes: Readonly<Record<Outcome, (random: Random, product: string) => Wish>> = {
  qualified: fittingWish,
  otherRegion: farWish,
  notTarget: idleWish,
  unreached: earlyWish,
  inWork: earlyWish,
  untouched: earlyWish,
  invalid: earlyWish,
}

const wishOf = (request: Request, random: Random): Wish =>
  wishes[request.isRepeat ? 'invalid' : request.outcome](random, request.campaign.product)
