import type { Language, Text } from '#shared/i18n/text.ts'

const locales = { ru: 'ru-RU', en: 'en-GB' } as const

const written = (iso: string, options: Intl.DateTimeFormatOptions): Text => {
  const date = new Date(`${iso}T00:00:00Z`)
  const one = (language: Language) =>
    new Intl.DateTimeFormat(locales[language], { ...options, timeZone: 'UTC' }).format(date).replace(/\sг\.$/, '')
  return { ru: one('ru'), en: one('en') }
}

/** 2026-10 → октябрь 2026 */
export const monthText = (month: string): Text => written(`${month}-01`, { month: 'long', year: 'numeric' })

/** 2026-10-01 → 1 октября 2026 */
export const dateText = (date: string): Text => written(date, { day: 'numeric', month: 'long', year: 'numeric' })
