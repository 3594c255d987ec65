import type { Asked, Reply } from '../../replay-server/server.ts'
import { failure, parse, type Query, stream } from '../google-ads-wire.ts'
import type { Shown } from './ad-ledger.ts'
import { counted, type GoogleBooks, type GoogleCustomer, micros } from './google-ads-books.ts'

export const managerId = '9000000001'

const refusals: Readonly<Record<number, Reply>> = {
  403: { status: 403, body: [failure(403, 'authorizationError', 'USER_PERMISSION_DENIED')] },
  429: { status: 429, body: [failure(429, 'quotaError', 'RESOURCE_EXHAUSTED')] },
  500: { status: 500, body: [failure(500, 'internalError', 'INTERNAL_ERROR')] },
}

/** What Google Ads answers of its books. */
export function googleAdsApi({ customers }: GoogleBooks, clock: { now(): number }) {
  const names = new Map<string, string>()
  let renamed = 0

  const hierarchy = () =>
    customers.map(({ id, currency, zone, isLinked }) => ({
      customerClient: {
        ...{ id, currencyCode: currency, timeZone: zone, manager: false },
        status: isLinked ? 'ENABLED' : 'CANCELED',
      },
    }))

  function rowsOf(customer: GoogleCustomer, query: Query): readonly object[] {
    const { id: own, currency, zone } = customer
    if (query.from === 'customer')
      return [{ customer: { id: own, currencyCode: currency, timeZone: zone, manager: false } }]
    const about = { customer: { id: own, currencyCode: currency } }
    if (query.from === 'conversion_action') {
      return [{ conversionAction: { clickThroughLookbackWindowDays: '30', viewThroughLookbackWindowDays: '1' } }]
    }
    const titles = new Map(customer.campaigns.map(({ id, name }) => [id, name]))
    if (query.fields.includes('campaign.status')) {
      return customer.campaigns.map(({ id, name }) => ({ ...about, campaign: { id, name } }))
    }
    return query.days.flatMap((date) =>
      [...(customer.days.get(date) ?? [])].flatMap(([id, shown]) => {
        const campaign = { ...about, campaign: { id, name: titles.get(id) } }
        if (!query.fields.includes('metrics.conversions')) return costRows(campaign, date, shown, query)
        return [...shown.reached].map(([action, { count, value }]) => ({
          ...campaign,
          segments: { date, conversionActionName: names.get(action) ?? action },
          metrics: { conversions: counted(count), conversionsValue: Number(value) / 1e6 },
        }))
      }),
    )
  }

  return {
    names,
    renameAction(action: string): string {
      const name = `${action} ${++renamed}`
      names.set(action, name)
      return name
    },
    answer({ path, body }: Asked, isSick: boolean): Reply {
      if (path === '/token') return { body: { access_token: 'canary-token', expires_in: 3600, token_type: 'Bearer' } }
      const [, id = ''] = /customers\/(\d+)\/googleAds:searchStream$/.exec(path) ?? []
      const query = parse(body)
      if (id === managerId) {
        return query.from === 'customer'
          ? stream([{ customer: { id, manager: true } }], query.fields)
          : stream(hierarchy(), query.fields)
      }
      const customer = customers.find((one) => one.id === id)
      if (!customer?.isLinked) return refusals[403]!
      if (isSick && customer.refusedUntil > clock.now()) return refusals[customer.refusal!]!
      return stream(rowsOf(customer, query), query.fields)
    },
  }
}

/** By campaign all of it; by ad without what the network shows on its own; by keyword less still. */
function costRows(campaign: object, date: string, shown: Shown, { from, fields }: Query): readonly object[] {
  const row = (part: Partial<Shown>, more: object, segments: object = {}) => ({
    ...campaign,
    ...more,
    segments: { date, ...segments },
    metrics: { impressions: String(part.impressions), clicks: String(part.clicks), costMicros: String(part.cost) },
  })
  const all = { ...shown, cost: micros(shown) }
  if (from === 'campaign') return [row(all, {})]
  const isByKeyword = fields.includes('segments.keyword.info.text')
  // Ten impressions have no ad, ten more no keyword.
  const less = isByKeyword ? 20 : 10
  if (shown.impressions < less) return []
  const part = { impressions: shown.impressions - less, clicks: shown.clicks, cost: all.cost > 7n ? all.cost - 7n : 0n }
  const ad = { adGroup: { id: '5', name: 'Группа' }, adGroupAd: { ad: { id: '51' } } }
  return [row(part, ad, isByKeyword ? { keyword: { info: { text: 'купить\tдиван' } } } : {})]
}
