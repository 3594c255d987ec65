import { type BenchWorld, bytesOf, daysBefore, list, scale, upTo } from './world.ts'

const adsADay = 2000 * scale

const line = (day: string, ad: number) => {
  const [campaign, clicks] = [ad % 40, upTo(40)]
  const names = `${70_000_000 + campaign}\tПоиск / дома ${campaign}\t${5_000_000 + (ad % 300)}\tГруппа ${ad % 300}`
  return `${day}\t${names}\t${1_000_000_000 + ad}\t${upTo(4000)}\t${clicks}\t${(clicks * 37.41).toFixed(2)}`
}

const header = 'Date\tCampaignId\tCampaignName\tAdGroupId\tAdGroupName\tAdId\tImpressions\tClicks\tCost'

/** 30 days of 2,000 ads, a week in each report. */
export function yandexDirect(): BenchWorld {
  const days = new Map(daysBefore(30).map((day) => [day, list(adsADay, (ad) => line(day, ad)).join('\n')]))
  const reports = new Map<string, Uint8Array>()
  const all = [...days.keys()]
  for (let i = 0; i < all.length; i += 7) {
    const week = all.slice(i, i + 7)
    const body = week.map((day) => days.get(day)!).join('\n')
    reports.set(week[0]!, bytesOf(`${header}\n${body}\nTotal rows: ${week.length * adsADay}\n`))
  }
  return {
    yaml: (url) => `
name: bench
kind: yandex_direct
account: shop
base_url: ${url}
secrets: {token: TOKEN}
since: ${all[0]}
resources: [spend]
settings: {level: ad}
`,
    secrets: () => ({ TOKEN: 'bench' }),
    answer({ path, body }) {
      if (!path.endsWith('/reports')) return { body: { result: { Clients: [{ Login: 'shop', Currency: 'RUB' }] } } }
      const { SelectionCriteria } = JSON.parse(body).params
      return { headers: { retryIn: '1' }, body: reports.get(SelectionCriteria.DateFrom)! }
    },
  }
}
