import type { MonthData } from '#report/month-data.ts'
import { say } from '#shared/i18n/text.ts'
import type { Decision } from './decision.ts'

const has = (data: MonthData, ...records: readonly string[]) =>
  data.health.some((row) => records.includes(row.record) && row.rows > 0)

const wins = (data: MonthData) =>
  data.sources.some((row) => row.won > 0) ||
  data.cohorts.some((cohort) => cohort.cells.some((cell) => cell.reached > 0))

const needsPayments = (data: MonthData) =>
  data.kpis.some(({ kpi, reason }) => kpi === 'lead_to_client' && reason === 'no_payments')

/** Records without which the page stays partly empty, and the command that adds them. */
export function missingRecords(data: MonthData): Decision[] {
  const box = (id: string, title: Decision['title'], text: Decision['text'], command: string): Decision => ({
    id: `missing_${id}`,
    tone: 'na',
    title,
    text,
    command,
    kpis: [],
  })
  const missing: Decision[] = []
  if (!has(data, 'lead')) {
    missing.push(
      box(
        'lead',
        say('Нет лидов', 'No leads'),
        say(
          'Без заявок из CRM нет воронки, доли SQL и конверсии. Выгрузите лиды или сделки в файл и подключите его:',
          'Without requests from the CRM there is no funnel, SQL share or conversion. Export leads or deals to a file and connect it:',
        ),
        'npx concord connect file leads.csv',
      ),
    )
  }
  if (!has(data, 'spend')) {
    missing.push(
      box(
        'spend',
        say('Нет расходов', 'No spend'),
        say(
          'Без расходов на рекламу не посчитать CPL, CAC и ROMI. Выгрузите статистику кабинета по дням и подключите её:',
          'Without ad spend CPL, CAC and ROMI can’t be told. Export the ad account’s statistics by day and connect it:',
        ),
        'npx concord connect file spend.csv',
      ),
    )
  }
  if (!has(data, 'deal', 'payment') && !wins(data)) {
    missing.push(
      box(
        'deal',
        say('Нет сделок и оплат', 'No deals and payments'),
        say(
          'Без них не видно, какие лиды стали клиентами и сколько они заплатили. Подключите выгрузку сделок:',
          'Without them nobody sees which leads became clients and what they paid. Connect an export of deals:',
        ),
        'npx concord connect file deals.csv',
      ),
    )
  }
  if (has(data, 'deal') && !has(data, 'payment') && needsPayments(data)) {
    missing.push(
      box(
        'payment',
        say('Нет оплат', 'No payments'),
        say(
          'По соглашению сделка выиграна, когда она оплачена: без оплат не узнать ни клиентов, ни выручку. Подключите выгрузку оплат:',
          'By the agreement a deal is won when it is paid: without payments neither clients nor revenue can be told. Connect an export of payments:',
        ),
        'npx concord connect file payments.csv',
      ),
    )
  }
  return missing
}
