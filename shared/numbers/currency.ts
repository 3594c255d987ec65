const signs: Readonly<Record<string, string>> = {
  ...{ '€': 'EUR', $: 'USD', us$: 'USD', '£': 'GBP', r$: 'BRL', '₽': 'RUB', '₴': 'UAH', '₸': 'KZT', '₺': 'TRY' },
  ...{ '₾': 'GEL', '֏': 'AMD', '₼': 'AZN', '¥': 'JPY', '₹': 'INR', zł: 'PLN', kč: 'CZK', br: 'BYN', сум: 'UZS' },
  ...{ 'российский рубль': 'RUB', 'российские рубли': 'RUB', рубль: 'RUB', рубли: 'RUB', 'доллар сша': 'USD' },
  ...{ 'белорусский рубль': 'BYN', 'доллары сша': 'USD', 'us dollar': 'USD', euro: 'EUR', 'russian ruble': 'RUB' },
  ...{ 'казахстанский тенге': 'KZT', 'узбекский сум': 'UZS', гривна: 'UAH' },
  ...{ 'китайский юань': 'CNY', юань: 'CNY', 'фунт стерлингов': 'GBP', 'турецкая лира': 'TRY', 'дирхам оаэ': 'AED' },
  ...{ руб: 'RUB', р: 'RUB', рублей: 'RUB', тг: 'KZT', тенге: 'KZT', грн: 'UAH', евро: 'EUR', rur: 'RUB' },
}

const codes = new Set(
  'AED AMD AUD AZN BGN BRL BYN CAD CHF CNY CZK DKK EUR GBP GEL HKD HUF IDR ILS INR JPY KGS KRW KZT MDL MXN NOK NZD PLN RON RSD RUB SAR SEK SGD THB TJS TMT TRY UAH USD UZS VND ZAR'.split(
    ' ',
  ),
)

/** ISO code of a currency sign, code or usual short name; undefined when it is none that is known for certain. */
export function currencyCode(text: string): string | undefined {
  const bare = text.trim().toLowerCase().replace(/\.$/, '')
  if (Object.hasOwn(signs, bare)) return signs[bare]
  const code = bare.toUpperCase()
  return codes.has(code) ? code : undefined
}
