import { say, type Text } from '#shared/i18n/text.ts'

const locales = { ru: 'ru-RU', en: 'en-US' } as const

const inBoth = (value: number, options: Intl.NumberFormatOptions): Text => {
  const [ru, en] = [locales.ru, locales.en].map((locale) => new Intl.NumberFormat(locale, options).format(value))
  return say(ru!, en!)
}

export const countText = (value: number): Text => inBoth(value, { maximumFractionDigits: 1 })

export const shareText = (value: number): Text => inBoth(value, { style: 'percent', maximumFractionDigits: 1 })

export const moneyText = (value: number, currency: string): Text =>
  inBoth(value, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', maximumFractionDigits: 0 })

const plural = new Intl.PluralRules('ru')

const counted = (
  value: number,
  forms: readonly [one: string, few: string, many: string],
  en: readonly [string, string],
): Text => {
  const count = countText(value)
  const form = { one: forms[0], few: forms[1], other: forms[1] }[plural.select(value) as string] ?? forms[2]
  return say(`${count.ru} ${form}`, `${count.en} ${value === 1 ? en[0] : en[1]}`)
}

export const leadsText = (value: number): Text => counted(value, ['лид', 'лида', 'лидов'], ['lead', 'leads'])

export const clientsText = (value: number): Text =>
  counted(value, ['клиента', 'клиента', 'клиентов'], ['client', 'clients'])

/** Rounded up to 0.1 %: the smallest share, as it is printed, that is enough. */
export const enoughShare = (value: number): number => Math.ceil(value * 1000 - 1e-6) / 1000

/** Rounded up to a whole: leads and money that are enough. */
export const enough = (value: number): number => Math.ceil(value - 1e-6)

/** Rounded down: a limit that is still kept. */
export const within = (value: number): number => Math.floor(value + 1e-6)
