import { googleAds } from '#ingest/sources/google-ads/index.ts'
import { addDays } from '#shared/time/dates.ts'
import type { Setting } from '../builders/test-source-run.ts'
import type { Asked, Reply } from '../replay-server/server.ts'
import { clients, display, manager, max, type Shown, search, shownOn } from './google-ads-data.ts'
import { failure, parse, type Query, stream } from './google-ads-wire.ts'

export const googleAdsSetting: Setting = {
  source: googleAds,
  yaml: (url) => `
name: gads
kind: google_ads
account: agency
base_url: ${url || 'http://127.0.0.1:1'}
secrets: {key: GADS_KEY}
since: 2026-07-05
settings: {customer: 900-000-0001}
`,
  secrets: (url) => ({
    GADS_KEY: JSON.stringify({
      ...{ type: 'authorized_user', client_id: 'canary-client', client_secret: 'canary-secret-77' },
      ...{ refresh_token: 'canary-refresh-88', token_uri: `${url}/token` },
    }),
  }),
  // 05:00 in Berlin, and still the day before in New York.
  now: Date.UTC(2026, 6, 20, 3),
}

/** A manager with two clients, a manager below it and a closed account; `change` restates a day of one client. */
export function googleAdsWorld() {
  const factor = new Map<string, bigint>()
  const counted = new Map<string, string>()
  const shown = (customer: string, day: string) => shownOn(customer, day, factor.get(`${customer} ${day}`) ?? 1n)
  const windows = { days: '30' }
  let tokens = 0

  function costRows(customer: (typeof clients)[number], { from, fields, days }: Query) {
    const withKeyword = fields.includes('segments.keyword.info.text')
    return days.flatMap((date) => {
      const facts = shown(customer.id, date).filter(
        ({ ad, keyword }) => from === 'campaign' || (ad !== undefined && (!withKeyword || keyword !== undefined)),
      )
      const groups = Map.groupBy(facts, ({ campaign, ad, keyword }) =>
        [campaign.id, ...(from === 'campaign' ? [] : [ad, ...(withKeyword ? [keyword] : [])])].join('|'),
      )
      return [...groups.values()].map((group) => {
        const [{ campaign, adGroup, ad, keyword }] = group as [Shown]
        const sum = (pick: (one: Shown) => number) => String(group.reduce((all, one) => all + pick(one), 0))
        return {
          customer: { resourceName: `customers/${customer.id}`, id: customer.id, currencyCode: customer.currencyCode },
          campaign: {
            resourceName: `customers/${customer.id}/campaigns/${campaign.id}`,
            id: campaign.id,
            name: campaign.name,
          },
          ...(from === 'campaign' ? {} : { adGroup: { id: adGroup, name: 'Группа' }, adGroupAd: { ad: { id: ad } } }),
          segments: { date, ...(withKeyword ? { keyword: { info: { text: keyword } } } : {}) },
          metrics: {
            impressions: sum(({ impressions }) => impressions),
            clicks: sum(({ clicks }) => clicks),
            costMicros: String(group.reduce((all, { cost }) => all + cost, 0n)),
          },
        }
      })
    })
  }

  const conversionRows = ({ id }: { readonly id: string }, { days }: Query) =>
    days.map((date) => ({
      customer: { resourceName: `customers/${id}`, id },
      campaign: { id: search.id, name: search.name },
      segments: { date, conversionAction: `customers/${id}/conversionActions/77`, conversionActionName: 'Заявка' },
      metrics: { conversions: Number(counted.get(date) ?? '4.416667'), conversionsValue: 199.5 },
    }))

  function answerOf(id: string, query: Query): Reply {
    const customer = clients.find((one) => one.id === id)
    const about = { resourceName: `customers/${id}`, id, ...customer, manager: !customer }
    if (query.from === 'customer') return stream([{ customer: about }], query.fields)
    if (query.from === 'customer_client') return stream(hierarchy(), query.fields)
    if (!customer) return { status: 400, body: [failure(400, 'queryError', 'REQUESTED_METRICS_FOR_MANAGER')] }
    if (query.from === 'conversion_action') {
      const conversionAction = { clickThroughLookbackWindowDays: windows.days, viewThroughLookbackWindowDays: '1' }
      return stream([{ conversionAction }], query.fields)
    }
    if (query.fields.includes('metrics.conversions')) return stream(conversionRows(customer, query), query.fields)
    if (query.fields.includes('campaign.status')) {
      return stream(
        [search, display, max].map(({ channel: _, ...campaign }) => ({ campaign, customer: about })),
        query.fields,
      )
    }
    return stream(costRows(customer, query), query.fields)
  }

  const hierarchy = () => [
    { customerClient: { id: manager, manager: true, status: 'ENABLED' } },
    ...clients.map((one) => ({ customerClient: { ...one, manager: false, status: 'ENABLED' } })),
    { customerClient: { id: '9000000002', manager: true, status: 'ENABLED' } },
    { customerClient: { id: '3333333333', manager: false, status: 'CANCELED' } },
  ]

  return {
    windows,
    answer({ path, body, headers }: Asked): Reply {
      if (path === '/token')
        return { body: { access_token: `canary-token-${++tokens}`, expires_in: 3600, token_type: 'Bearer' } }
      if (headers.authorization !== `Bearer canary-token-${tokens}`) {
        return { status: 401, body: { error: { code: 401, status: 'UNAUTHENTICATED' } } }
      }
      if (path.endsWith('customers:listAccessibleCustomers'))
        return { body: { resourceNames: [`customers/${manager}`] } }
      const [, id = ''] = /customers\/(\d+)\/googleAds:searchStream$/.exec(path) ?? []
      const isBelow = clients.some((one) => one.id === id)
      if (isBelow && headers['login-customer-id'] !== manager) {
        return { status: 403, body: [failure(403, 'authorizationError', 'USER_PERMISSION_DENIED')] }
      }
      return answerOf(id, parse(body))
    },
    /** The platform's own total, micros. */
    total: (customer: string, day: string): bigint => shown(customer, day).reduce((all, { cost }) => all + cost, 0n),
    /** Conversions of a day of the click, counted anew. */
    count(day: string, conversions: string): void {
      counted.set(day, conversions)
    },
    change(day = addDays('2026-07-20', -3), times = 3n): string {
      factor.set(`${clients[0].id} ${day}`, times)
      return `spend.${clients[0].id}.${day}`
    },
  }
}
