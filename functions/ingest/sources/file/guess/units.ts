import { currencyCode } from '#shared/numbers/currency.ts'

export interface MoneyUnit {
  readonly currency?: string
  readonly isScaled: boolean
  /** Undefined: the header doesn't say. */
  readonly vatIncluded?: boolean
}

const scale = /(^|[^\p{L}])(тыс|млн|млрд|тысяч[аи]?|миллион\p{L}*|thousands?|millions?|mln|k)(?!\p{L})|['’]000/iu

/** What the name of a money column says of its unit: "Расход, тыс. руб.", "Amount spent (USD)". */
export function moneyUnit(header: string): MoneyUnit {
  const [, ...words] = header.split(/[\s(),;:/[\]]+/u).filter((word) => word !== '')
  const currencies = new Set(words.map(currencyOf).filter((code) => code !== undefined))
  return {
    currency: currencies.size === 1 ? [...currencies][0] : undefined,
    isScaled: scale.test(header),
    vatIncluded: vatOf(header.toLowerCase()),
  }
}

/** A title above the table: "Единица измерения: тыс. руб.", "in thousands". */
export const isScaledTitle = (title: string): boolean =>
  /(тыс|млн|млрд)\.?\s*(руб|р\.|₽|usd|долл|\$|eur|евро|€)|в (тысячах|миллионах)|in (thousands|millions)/i.test(title)

/** A code must stand in capitals: "all", "try" and the like are words. */
function currencyOf(word: string): string | undefined {
  const isLatin = /^[a-z]+$/i.test(word)
  return isLatin && !/^[A-Z]{3}$/.test(word) ? undefined : currencyCode(word)
}

function vatOf(header: string): boolean | undefined {
  if (/без( учета| учёта)? ндс|не включая ндс|excl\S* vat|vat excl|ex vat|net of vat/.test(header)) return false
  return /(с|включая|в т\.? ?ч\.?) (учетом |учётом )?ндс|incl\S* vat|vat incl|with vat/.test(header) ? true : undefined
}
