import { FixConfig } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'

/** YYYY-MM */
export const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text)

export const badMonth = (month: string) =>
  new FixConfig({
    code: 'BAD_MONTH',
    what: say(`месяц «${month}» записан не так`, `the month “${month}” is not spelt right`),
    hint: say('Пишите ГГГГ-ММ, например 2026-10', 'Write YYYY-MM, for example 2026-10'),
  })

/** What there is instead of a month that there isn't; oldest first. */
export function knownMonths(months: readonly string[]): Text {
  const range = months.length > 1 ? `${months.at(0)} … ${months.at(-1)}` : (months[0] ?? '—')
  return say(`Есть: ${range}`, `There are: ${range}`)
}

/** YYYY-MM-DD that the calendar has */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(Date.parse(text) || 0).toISOString().startsWith(text)

export const badDay = (day: string) =>
  new FixConfig({
    code: 'BAD_DAY',
    what: say(`дня «${day}» нет или он записан не так`, `there is no day “${day}”, or it is not spelt right`),
    hint: say('Пишите ГГГГ-ММ-ДД, например 2026-10-31', 'Write YYYY-MM-DD, for example 2026-10-31'),
  })
