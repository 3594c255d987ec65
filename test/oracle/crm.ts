import type { DemoFile } from '#examples/demo/generate.ts'
import { categories, channelOf, exclusions, funnel, isBrand, lowestBudget, regions } from './rules.ts'
import { count, first, kopecks, type Row, russianTime, tableOf } from './tables.ts'

/** Between two moves of a card; the place is that of the stage in the funnel. */
export interface Stay {
  readonly place: number
  readonly from: number
  readonly to: number
}

/** One card of the CRM with everything that the other files say about it. Times are local, money is kopecks. */
export interface Card {
  readonly id: string
  readonly created: number
  readonly keys: readonly string[]
  readonly channel: string
  readonly campaign: string | null
  readonly isBrand: boolean
  readonly isExcluded: boolean
  readonly fits: boolean
  readonly verdict: string
  readonly reason: string
  readonly verdictAt: number | undefined
  readonly repliedAt: number | undefined
  readonly stays: readonly Stay[]
  readonly lostAt: number | undefined
  readonly reached: readonly (number | undefined)[]
  readonly firstCall: number | undefined
  readonly attempts: number
  readonly paid: number | undefined
  readonly money: number
}

interface Files {
  readonly moves: ReadonlyMap<string, Row[]>
  readonly calls: ReadonlyMap<string, Row[]>
  readonly payments: ReadonlyMap<string, Row[]>
}

const byCard = (rows: readonly Row[]): ReadonlyMap<string, Row[]> => Map.groupBy(rows, (row) => row['ID заявки']!)

/** Cards whose day exists, oldest first. */
export function readCards(files: readonly DemoFile[]): readonly Card[] {
  const found = {
    moves: byCard(tableOf(files, 'stages.csv')),
    calls: byCard(tableOf(files, 'calls.csv')),
    payments: byCard(tableOf(files, 'payments.csv')),
  }
  return tableOf(files, 'leads.csv')
    .filter((row) => !Number.isNaN(russianTime(row.Создана!)))
    .map((row) => cardOf(row, found))
    .sort((a, b) => a.created - b.created || Number(a.id) - Number(b.id))
}

function cardOf(row: Row, { moves, calls, payments }: Files): Card {
  const id = row.ID!
  const created = russianTime(row.Создана!)
  const channel = channelOf(row.utm_source!, row.utm_medium!)
  const made = calls.get(id) ?? []
  const answered = made.filter((call) => call.Ответили === 'да')
  const isSigned = row.Этап === funnel.at(-1)
  const money = isSigned ? (payments.get(id) ?? []) : []
  return {
    id,
    created,
    channel,
    keys: [row.Телефон!.replace(/\D/g, ''), row['E-mail']!, row['Client ID']!].filter((key) => key !== ''),
    campaign: row.utm_campaign || null,
    isBrand: isBrand(channel, row.utm_term!),
    isExcluded: exclusions.includes(row['Причина отказа']!) || row.Вердикт === '❌',
    fits: fits(row, created),
    verdict: row.Вердикт!,
    reason: row['Причина отказа']!,
    verdictAt: timeOf(row['Вердикт поставлен']!),
    repliedAt: timeOf(row['Ответ дан']!),
    stays: staysOf(moves.get(id) ?? []),
    lostAt: row.Этап === 'Отказ' ? lastMove(moves.get(id) ?? [], 'Отказ') : undefined,
    reached: reachedOf(row, moves.get(id) ?? [], timesOf(answered, 'Начало')),
    firstCall: first(timesOf(made, 'Начало')),
    attempts: made.length,
    paid: first(timesOf(money, 'Дата')),
    money: money.reduce((total, payment) => total + kopecks(payment['Сумма, ₽']!), 0),
  }
}

const timeOf = (text: string): number | undefined => (text === '' ? undefined : russianTime(text))

const lastMove = (moves: readonly Row[], stage: string): number | undefined =>
  moves.flatMap((move) => (move['В этап'] === stage ? [russianTime(move.Когда!)] : [])).at(-1)

/** A card stands in a stage until it moves on; a refusal ends the stay and is none itself. */
function staysOf(moves: readonly Row[]): Stay[] {
  const entries = moves
    .map((move) => ({ place: funnel.indexOf(move['В этап']!), time: russianTime(move.Когда!) }))
    .sort((a, b) => a.time - b.time)
  return entries.flatMap(({ place, time }, i) => {
    const next = entries[i + 1]
    return next && place >= 0 ? [{ place, from: time, to: next.time }] : []
  })
}

const timesOf = (rows: readonly Row[], column: string): number[] => rows.map((row) => russianTime(row[column]!))

/** What is known must fit, and something must be known. */
function fits(row: Row, created: number): boolean {
  const tests: readonly (readonly [string, (text: string) => boolean])[] = [
    [row.Регион!, (text) => regions.includes(text)],
    [row.Категория!, (text) => categories.includes(text.toLowerCase())],
    [row['Срок покупки, мес']!, (text) => Number(text) <= 12],
    [row['Бюджет, ₽']!, (text) => Number(text) >= lowestBudget(created) && Number(text) <= 30_000_000],
  ]
  const known = tests.filter(([text]) => text !== '')
  return known.length > 0 && count(known, ([text, test]) => !test(text)) === 0
}

/** When each stage of the funnel was first reached: a later one counts for the earlier ones, a talk is a contact. */
function reachedOf(row: Row, moves: readonly Row[], talks: readonly number[]): readonly (number | undefined)[] {
  const entries = [
    ...moves.map((move) => ({ place: funnel.indexOf(move['В этап']!), time: russianTime(move.Когда!) })),
    ...talks.map((time) => ({ place: 1, time })),
  ]
  const reached = funnel.map((_, i) => first(entries.filter(({ place }) => place >= i).map(({ time }) => time)))
  const current = funnel.indexOf(row.Этап!)
  if (current > 0 && reached[current] === undefined) throw new Error(`card ${row.ID} stands where it never came`)
  return reached
}
