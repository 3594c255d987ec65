import { type DemoFile, tableFile } from './files.ts'
import { months } from './story.ts'

const lines: readonly (readonly [string, string, number])[] = [
  ['Маркетинг', 'Зарплата маркетолога, полставки', 48_000],
  ['Маркетинг', 'Сервисы', 14_000],
  ['Маркетинг', 'Дизайн и тексты', 8_000],
  ['Продажи', 'Зарплаты менеджеров', 360_000],
  ['Продажи', 'Зарплата РОПа', 150_000],
  ['Продажи', 'Телефония', 18_000],
  ['Продажи', 'CRM', 22_000],
]

/** What marketing and sales cost besides the media, by month. */
export function costsFile(): DemoFile {
  const rows = months.flatMap((month) => {
    const [year, number] = month.split('-')
    return lines.map(([team, kind, amount]) => [`01.${number}.${year}`, team, kind, `${amount},00`])
  })
  return tableFile('data/costs.csv', ['Месяц', 'Отдел', 'Статья', 'Сумма, ₽ без НДС'], rows)
}
