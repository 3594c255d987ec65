/** By how much the logs multiply a price. The vendor's field pages don't say it: check it once against a known order. */
const scales = {
  goalsPrice: 1000,
  productsPrice: 1_000_000,
  eventsProductPrice: 1_000_000,
  impressionsProductPrice: 1_000_000,
  purchaseTax: 1_000_000,
  purchaseRevenue: 1,
} as const

export type PriceField = keyof typeof scales
export const priceFields = Object.keys(scales) as [PriceField, ...PriceField[]]

/** Micros of a price as the logs have it, given the micros of the number that stands there. */
export function priced(field: PriceField, micros: bigint, own: Readonly<Partial<Record<PriceField, number>>>): bigint {
  const scale = BigInt(own[field] ?? scales[field])
  const half = micros < 0n ? -(scale / 2n) : scale / 2n
  return (micros + half) / scale
}

const plain = [
  ...['visitID', 'counterID', 'date', 'dateTime', 'dateTimeUTC', 'clientID', 'startURL', 'referer'],
  ...['regionCity', 'deviceCategory', 'bounce', 'goalsID', 'goalsDateTime', 'goalsPrice', 'goalsCurrency'],
]

/** Their names begin with the attribution, also in the header of what comes back. */
const attributed = [
  ...['TrafficSource', 'AdvEngine', 'UTMSource', 'UTMMedium', 'UTMCampaign', 'UTMContent', 'UTMTerm', 'GCLID'],
] as const

/** What is asked of the Logs API, well below its 3000 characters. */
export const logFields = (attribution: string): readonly string[] => [
  ...plain.map((name) => `ym:s:${name}`),
  ...attributed.map((name) => `ym:s:${attribution}${name}`),
]

/** Our name of a column: without `ym:s:` and without whichever attribution stands before it; unknown ones stay. */
export function columnOf(header: string): string {
  const name = header.trim().replace(/^ym:(s|pv):/, '')
  return attributed.find((one) => name.endsWith(one) && !name.endsWith(`has${one}`)) ?? name
}

export const reportDimensions = (attribution: string): readonly string[] => [
  'ym:s:date',
  ...attributed.filter((name) => name !== 'GCLID').map((name) => `ym:s:${attribution}${name}`),
]
