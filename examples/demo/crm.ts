import { hour } from './calendar.ts'
import type { Card } from './cards.ts'
import { end } from './company.ts'
import { stages } from './decisions.ts'
import { type Cell, type DemoFile, russianTime, tableFile } from './files.ts'

const pipeline = 'Продажа домов'

const leadHeader = [
  ...[
    'ID',
    'Создана',
    'Изменена',
    'Воронка',
    'Этап',
    'Ответственный',
    'utm_source',
    'utm_medium',
    'utm_campaign',
    'utm_term',
  ],
  ...['Контакт', 'Телефон', 'E-mail', 'Client ID', 'Продукт', 'Регион', 'Категория', 'Срок покупки, мес', 'Бюджет, ₽'],
  ...[
    'Причина отказа',
    'Вердикт',
    'Вердикт поставлен',
    'Ответ маркетинга',
    'Ответ дан',
    'Причина проигрыша',
    'Комиссия, ₽',
    'Карточка',
  ],
]

/** The CRM's exports. Somebody typed 31 February into one card. */
export function crmFiles(cards: readonly Card[]): readonly DemoFile[] {
  return [leadsFile(cards), stagesFile(cards), callsFile(cards), paymentsFile(cards)]
}

function leadsFile(cards: readonly Card[]): DemoFile {
  const rows = cards.map(leadRow)
  const afterFebruary = cards.findIndex((card) => card.request.created >= Date.parse('2026-03-01'))
  const [, , ...rest] = rows[afterFebruary]!
  const impossible = ['199999', '31.02.2026 11:20:00', ...rest].map((cell, i) =>
    leadHeader[i] === 'Карточка' ? link('199999') : cell,
  )
  return tableFile('data/leads.csv', leadHeader, rows.toSpliced(afterFebruary, 0, impossible), { mark: true })
}

function leadRow(card: Card): Cell[] {
  const { request, wish } = card
  const { campaign, person } = request
  return [
    ...[
      card.id,
      russianTime(request.created),
      russianTime(changedAt(card)),
      pipeline,
      card.moves.at(-1)?.to ?? stages.new,
    ],
    ...[card.manager, campaign.utmSource, campaign.utmMedium, campaign.id, card.term],
    ...[person.name, person.phone, person.email, person.client, campaign.product],
    ...[wish.region, wish.category, wish.horizonMonths, wish.budget],
    ...[card.rejectReason, card.verdict, card.verdictAt === null ? '' : russianTime(card.verdictAt)],
    ...(card.reply ? [card.reply.text, russianTime(card.reply.moment)] : ['', '']),
    ...[card.lostReason, card.amount, link(card.id)],
  ]
}

const link = (id: string): string => `https://crm.example/leads/${id}`

/** When the card was touched last. */
export const changedAt = (card: Card): number =>
  Math.max(
    card.request.created,
    card.verdictAt ?? 0,
    card.reply?.moment ?? 0,
    card.calls.at(-1)?.moment ?? 0,
    card.moves.at(-1)?.moment ?? 0,
  )

function stagesFile(cards: readonly Card[]): DemoFile {
  const entered = cards.map((card) => [card.id, '', stages.new, card.request.created, ''] as const)
  const moved = cards.flatMap((card) => card.moves.map((m) => [card.id, m.from, m.to, m.moment, card.manager] as const))
  const rows = [...entered, ...moved]
    .sort((a, b) => a[3] - b[3] || a[0].localeCompare(b[0]))
    .map(([id, from, to, moment, who]) => [id, pipeline, from, to, russianTime(moment), who])
  return tableFile('data/stages.csv', ['ID заявки', 'Воронка', 'Из этапа', 'В этап', 'Когда', 'Кто'], rows)
}

function callsFile(cards: readonly Card[]): DemoFile {
  const rows = cards
    .flatMap((card) => card.calls.map((call) => ({ id: card.id, call })))
    .sort((a, b) => a.call.moment - b.call.moment)
    .map(({ id, call }, i): Cell[] => {
      const answered = call.isAnswered ? 'да' : 'нет'
      return [`C${500_001 + i}`, id, russianTime(call.moment), 'исходящий', call.seconds, answered, call.manager]
    })
  return tableFile(
    'data/calls.csv',
    ['ID звонка', 'ID заявки', 'Начало', 'Направление', 'Секунд', 'Ответили', 'Менеджер'],
    rows,
  )
}

/** The commission comes some hours after the contract. */
function paymentsFile(cards: readonly Card[]): DemoFile {
  const rows = cards
    .filter((card) => card.amount !== null)
    .map((card) => ({ card, paid: Math.min(card.moves.at(-1)!.moment + 2 * hour, end) }))
    .sort((a, b) => a.paid - b.paid)
    .map(({ card, paid }, i): Cell[] => [`P${i + 1}`, card.id, russianTime(paid), `${card.amount},00`, 'Комиссия'])
  return tableFile('data/payments.csv', ['Платёж', 'ID заявки', 'Дата', 'Сумма, ₽', 'Назначение'], rows)
}
