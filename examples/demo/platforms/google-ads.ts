import { isoDay } from '../calendar.ts'
import { campaigns } from '../campaigns.ts'
import type { DemoCompany } from '../generate.ts'
import type { SpendDay } from '../spend.ts'
import { bearerOf, grant } from './google-token.ts'
import type { Reply, System } from './serve.ts'

const customer = { resourceName: 'customers/5550001111', id: '5550001111', currencyCode: 'RUB' }

/** One account without a manager: what the company pays for search and retargeting, by campaign and day. */
export function googleAds({ spend }: DemoCompany, token: string): System {
  const days = spend.filter(({ campaign }) => campaign.cabinet === 'direct')
  return ({ path, headers, body }) => {
    if (path === '/token') return grant(token)
    if (headers.authorization !== bearerOf(token))
      return { status: 401, body: { error: { code: 401, status: 'UNAUTHENTICATED' } } }
    if (!path.endsWith('/googleAds:searchStream'))
      return { status: 404, body: { error: { code: 404, status: 'NOT_FOUND' } } }
    return answer(days, (JSON.parse(body) as { query: string }).query)
  }
}

function answer(days: readonly SpendDay[], query: string): Reply {
  const [, selected = '', from = ''] = /^SELECT (.*?) FROM (\w+)/.exec(query) ?? []
  const [, first, last] = /BETWEEN '([\d-]+)' AND '([\d-]+)'/.exec(query) ?? []
  if (from === 'customer')
    return stream([{ customer: { ...customer, timeZone: 'Europe/Moscow', manager: false } }], selected)
  if (first === undefined || last === undefined) return stream(own, selected)
  const asked = days.filter(({ start }) => isoDay(start) >= first && isoDay(start) <= last)
  return stream(asked.map(rowOf), selected)
}

const campaignOf = ({ id, name }: { readonly id: string; readonly name: string }) => ({
  ...{ resourceName: `${customer.resourceName}/campaigns/${id}`, id, name },
})

const own = campaigns
  .filter(({ cabinet }) => cabinet === 'direct')
  .map((one) => ({ customer, campaign: campaignOf(one) }))

/** Whole numbers of 64 bits are text in their JSON; a kopeck is ten thousand micros. */
const rowOf = ({ start, campaign, impressions, clicks, kopecks }: SpendDay) => ({
  ...{ customer, campaign: campaignOf(campaign), segments: { date: isoDay(start) } },
  metrics: { impressions: String(impressions), clicks: String(clicks), costMicros: `${kopecks}0000` },
})

const camel = (name: string) => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** The answer comes in batches, each with the mask of what was selected. */
function stream(rows: readonly object[], selected: string): Reply {
  const fieldMask = selected.split(/, */).map(camel).join(',')
  const size = 20
  const batches = Array.from({ length: Math.max(1, Math.ceil(rows.length / size)) }, (_, i) => ({
    ...(rows.length > 0 ? { results: rows.slice(i * size, (i + 1) * size) } : {}),
    ...{ fieldMask, requestId: String(i) },
  }))
  return { body: batches }
}
