import { type BenchWorld, bytesOf, daysBefore, list, rendered, scale, upTo } from './world.ts'

const keywordsADay = 1000 * scale

function rowOf(date: string, i: number, level: 'campaign' | 'ad' | 'keyword') {
  const campaign = { resourceName: `customers/1111111111/campaigns/${900 + (i % 20)}`, id: String(900 + (i % 20)) }
  return {
    customer: { resourceName: 'customers/1111111111', id: '1111111111', currencyCode: 'EUR' },
    campaign: { ...campaign, name: `Search ${i % 20}` },
    ...(level === 'campaign'
      ? {}
      : {
          adGroup: { resourceName: `customers/1111111111/adGroups/${i % 200}`, id: String(i % 200), name: 'Group' },
          adGroupAd: { ad: { resourceName: `customers/1111111111/ads/${i}`, id: String(i) } },
        }),
    segments: { date, ...(level === 'keyword' ? { keyword: { info: { text: `house ${i}` } } } : {}) },
    metrics: { impressions: String(1000 + upTo(100)), clicks: String(upTo(40)), costMicros: '12340000' },
  }
}

const batches = (rows: readonly object[], fieldMask: string) =>
  bytesOf(
    list(Math.ceil(rows.length / 10_000), (i) => ({
      results: rows.slice(i * 10_000, (i + 1) * 10_000),
      ...{ fieldMask, requestId: 'r' },
    })),
  )

const masks = {
  campaign: 'customer.id,campaign.id,segments.date,metrics.costMicros',
  ad: 'customer.id,campaign.id,adGroup.id,adGroupAd.ad.id,segments.date,metrics.costMicros',
  keyword: 'customer.id,campaign.id,adGroupAd.ad.id,segments.keyword.info.text,segments.date,metrics.costMicros',
} as const

/** 28 days of 1,000 keywords, read at three levels; all that the finer ones know the coarser count too. */
export function googleAds(): BenchWorld {
  const days = daysBefore(28)
  const answers = new Map<string, Uint8Array>()
  for (let i = 0; i < days.length; i += 7) {
    const week = days.slice(i, i + 7)
    for (const level of ['campaign', 'ad', 'keyword'] as const) {
      const rows = week.flatMap((day) => list(level === 'campaign' ? 20 : keywordsADay, (k) => rowOf(day, k, level)))
      answers.set(`${level} ${week[0]}`, batches(rows, masks[level]))
    }
  }
  return {
    yaml: (url) => `
name: bench
kind: google_ads
account: agency
base_url: ${url}
secrets: {key: KEY}
since: ${days[0]}
resources: [spend]
settings: {customer: "1111111111"}
`,
    secrets: (url) => ({
      KEY: JSON.stringify({
        ...{ type: 'authorized_user', client_id: 'a', client_secret: 'b', refresh_token: 'c' },
        token_uri: `${url}/token`,
      }),
    }),
    answer({ path, body }) {
      if (path === '/token') return { body: { access_token: 't', expires_in: 3600 } }
      const [, from = '', first = ''] = / FROM (\w+).*BETWEEN '([\d-]+)'/.exec(body) ?? []
      if (from === '') {
        const customer = { id: '1111111111', currencyCode: 'EUR', timeZone: 'Europe/Berlin', manager: false }
        return { body: [{ results: [{ customer }], fieldMask: 'customer.id', requestId: 'r' }] }
      }
      const level = from === 'campaign' ? 'campaign' : body.includes('keyword.info') ? 'keyword' : 'ad'
      return rendered(answers.get(`${level} ${first}`)!)
    },
  }
}
