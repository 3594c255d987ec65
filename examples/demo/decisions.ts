import { afterWorking, day, daysOf, hour, isWorkday, minute } from './calendar.ts'
import type { Random } from './random.ts'
import type { Request } from './requests.ts'

export const stages = {
  new: 'Новая заявка',
  contact: 'Контакт',
  qualified: 'Квалифицирован',
  offer: 'Показ, КП',
  won: 'Договор подписан',
  lost: 'Отказ',
} as const

export type Stage = (typeof stages)[keyof typeof stages]
export type Step = readonly [stage: Stage, moment: number]

/** What sales made of a lead. The path may lead beyond the end of the story. */
export interface Decision {
  readonly path: readonly Step[]
  readonly rejectReason?: string
  readonly verdict?: '✅' | '⚠' | '❌' | '☎'
  readonly lostReason?: string
}

/** `talk` is the end of the last call; `wonMonth` the month of the contract, if it comes to one. */
export function decide(
  request: Request,
  talk: number,
  wonMonth: string | undefined,
  random: Random,
  end: number,
): Decision {
  const { outcome } = request
  const soon = talk + random.between(3, 40) * minute
  const refused: Step = [stages.lost, soon]
  if (request.isRepeat) return { path: [refused], rejectReason: 'Дубль', verdict: '❌' }
  if (outcome === 'untouched') return { path: [] }
  if (outcome === 'unreached') return { path: [refused], verdict: '☎' }
  if (outcome === 'invalid') return { path: [refused], rejectReason: invalidReason(random), verdict: '❌' }
  const talked: Step = [stages.contact, talk + 2 * minute]
  if (outcome === 'inWork') return { path: [talked] }
  if (outcome === 'qualified') {
    const path = [talked, ...salePath(talk, wonMonth, random, end)]
    return { path, verdict: '✅', lostReason: lostReason(random) }
  }
  const rejectReason = outcome === 'otherRegion' ? 'Другой регион' : 'Студент / не наш клиент'
  const isForgotten = outcome === 'notTarget' && random.chance(0.08) && talk < end - 30 * day
  return { path: [talked, refused], rejectReason, verdict: isForgotten ? undefined : '⚠' }
}

const invalidReason = (random: Random): string =>
  random.weighted([
    ['Спам', 35],
    ['Подрядчик или реклама', 25],
    ['Ошиблись номером', 22],
    ['Дубль', 10],
    ['Тест', 8],
  ])

const lostReason = (random: Random): string =>
  random.weighted([
    ['Дорого', 26],
    ['Выбрал конкурента', 22],
    ['Слишком рано', 20],
    ['Нет бюджета', 16],
    ['Пропал', 16],
  ])

/** From the talk on: confirmed within two working days, shown a house, then a contract or a refusal. */
function salePath(talk: number, wonMonth: string | undefined, random: Random, end: number): Step[] {
  const lastOffice = end - 30.2 * hour
  const sql = Math.min(afterWorking(talk, random.between(20, 700)), Math.max(lastOffice, talk + 15 * minute))
  const offer = afterWorking(sql, random.between(300, 5400))
  const qualified: Step = [stages.qualified, sql]
  if (wonMonth) {
    const won = contractMoment(wonMonth, sql, random, end)
    return [qualified, [stages.offer, Math.min(offer, won - random.between(20, 50) * hour)], [stages.won, won]]
  }
  const wasShown = random.chance(0.6)
  const patience = wasShown ? random.between(5, 120) : random.between(3, 40)
  const lost = afterWorking((wasShown ? offer : sql) + patience * day, random.between(5, 400))
  return [qualified, ...(wasShown ? [[stages.offer, offer] as const] : []), [stages.lost, lost]]
}

function contractMoment(month: string, sql: number, random: Random, end: number): number {
  const days = daysOf(month).filter((start) => isWorkday(start) && start >= sql + 3 * day && start < end)
  const start = days.length > 0 ? random.pick(days) : sql - (sql % day) + 4 * day
  return start + 10 * hour + random.between(0, 7 * 60) * minute
}
