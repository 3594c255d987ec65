export const manager = '9000000001'
export const clients = [
  { id: '1111111111', currencyCode: 'EUR', timeZone: 'Europe/Berlin' },
  { id: '2222222222', currencyCode: 'USD', timeZone: 'America/New_York' },
] as const

/** What was shown: the finest facts there are; reports add them up at their grain. */
export interface Shown {
  readonly campaign: { readonly id: string; readonly name: string; readonly channel: string }
  readonly adGroup?: string
  readonly ad?: string
  readonly keyword?: string
  readonly impressions: number
  readonly clicks: number
  readonly cost: bigint
}

export const search = { id: '9007199254740993', name: 'Поиск', channel: 'SEARCH' }
export const display = { id: '20', name: 'Display', channel: 'DISPLAY' }
export const max = { id: '30', name: 'Performance Max', channel: 'PERFORMANCE_MAX' }

/** Odd micros on purpose; some of the search cost has no keyword, none of Performance Max's has an ad. */
export function shownOn(customer: string, day: string, factor: bigint): readonly Shown[] {
  const base = (BigInt(day.slice(8)) * 1_000_003n + BigInt(customer[0]!)) * factor
  const one = (cost: bigint, place: Omit<Shown, 'impressions' | 'clicks' | 'cost'>): Shown => ({
    ...{ ...place, cost, impressions: 100, clicks: 7 },
  })
  return [
    one(base, { campaign: search, adGroup: '5', ad: '51', keyword: 'купить диван' }),
    one(base * 2n, { campaign: search, adGroup: '5', ad: '51', keyword: 'диван' }),
    one(base + 1n, { campaign: search, adGroup: '5', ad: '52', keyword: 'диван' }),
    one(7n, { campaign: search, adGroup: '5', ad: '52' }),
    one(base * 3n, { campaign: display, adGroup: '6', ad: '61' }),
    one(base * 5n + 3n, { campaign: max }),
  ]
}
