import type { Language } from '#shared/i18n/text.ts'

const locales: Readonly<Record<Language, string>> = { ru: 'ru-RU', en: 'en-US' }
const minus = '\u2212'
const nbsp = '\u00a0'

/** Numbers, money and dates of one language as they stand on a page: NBSP inside a value, U+2212 for minus. */
export type Format = ReturnType<typeof makeFormat>

type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string }

/** Screen form: the ASCII hyphen of Intl becomes a minus, plain spaces become NBSP so that a value never breaks. */
const onScreen = (text: string) => text.replaceAll('-', minus).replace(/[ \u202f]/g, nbsp)

const isoMonth = (month: string) => new Date(`${month}-01T00:00:00Z`)

/** `exceptZero` puts a plus before what is above zero; neither ever prints a minus zero. */
type Sign = 'negative' | 'exceptZero'

function numbers(locale: string, currency: string) {
  const made = new Map<string, Intl.NumberFormat>()
  const of = (style: 'decimal' | 'percent' | 'currency', digits: number, signDisplay: Sign) => {
    const key = `${style} ${digits} ${signDisplay}`
    const range = { minimumFractionDigits: digits, maximumFractionDigits: digits }
    const money = style === 'currency' ? ({ currency, currencyDisplay: 'narrowSymbol' } as const) : {}
    const known = made.get(key) ?? new Intl.NumberFormat(locale, { style, signDisplay, ...range, ...money })
    made.set(key, known)
    return known
  }
  return {
    number: (value: number | bigint, digits = 0, sign: Sign = 'negative') =>
      onScreen(of('decimal', digits, sign).format(value)),
    percent: (share: number, digits = 1, sign: Sign = 'negative') =>
      onScreen(of('percent', digits, sign).format(share)),
    money: (units: number, digits = 0) => onScreen(of('currency', digits, 'negative').format(units)),
  }
}

function dates(language: Language, locale: string) {
  const part = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options })
  const long = part({ month: 'long', year: 'numeric' })
  const short = part({ month: 'short' })
  const day = part({ day: 'numeric', month: 'short', year: 'numeric' })
  const yearless = (text: string) => text.replace(/\s?г\.$/, '')
  const monthWord = (month: string) => short.format(isoMonth(month)).replace('.', '')
  return {
    /** «октябрь 2026», `October 2026`. */
    month: (month: string) => onScreen(yearless(long.format(isoMonth(month)))),
    /** «окт 26», `Oct 26`. */
    monthShort: (month: string) => `${monthWord(month)}${nbsp}${month.slice(2, 4)}`,
    /** «окт», `Oct`. */
    monthWord,
    /** «2 нояб. 2026», `Nov 2, 2026`; takes YYYY-MM-DD. */
    date: (date: string) => {
      const text = yearless(day.format(new Date(`${date}T00:00:00Z`)))
      return language === 'ru' ? onScreen(text) : text.replaceAll(' ', nbsp)
    },
  }
}

const formats = new Map<string, Format>()

/** `currency` is ISO 4217; money is printed in whole units unless digits are given. Made once per language and currency. */
export function formatFor(language: Language, currency: string): Format {
  const key = `${language} ${currency}`
  const format = formats.get(key) ?? makeFormat(language, currency)
  formats.set(key, format)
  return format
}

function makeFormat(language: Language, currency: string) {
  const locale = locales[language]
  const plain = numbers(locale, currency)
  const plural = new Intl.PluralRules(locale)
  return {
    language,
    ...plain,
    ...dates(language, locale),
    /** bigint micros as money. */
    micros: (micros: bigint, digits = 0) => plain.money(Number(micros) / 1e6, digits),
    /** 0.012 → «+1,2 п. п.», `+1.2 pp`. Differences of shares are never printed as percent. */
    points: (difference: number, digits = 1) => {
      const unit = language === 'ru' ? `п.${nbsp}п.` : 'pp'
      return `${plain.number(difference * 100, digits, 'exceptZero')}${nbsp}${unit}`
    },
    signedPercent: (share: number, digits = 1) => plain.percent(share, digits, 'exceptZero'),
    signedNumber: (value: number, digits = 0) => plain.number(value, digits, 'exceptZero'),
    /** «5 лидов»: the number and the form it asks for. */
    count: (value: number, forms: Forms) =>
      `${plain.number(value)}${nbsp}${forms[plural.select(value)] ?? forms.other}`,
    quote: (text: string) => (language === 'ru' ? `«${text}»` : `“${text}”`),
  }
}
