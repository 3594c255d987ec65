import { generateKeyPairSync } from 'node:crypto'
import { type BenchWorld, bytesOf, daysBefore, list, rendered, scale, upTo } from './world.ts'

const rowsADay = 1500 * scale
const metadata = { currencyCode: 'EUR', timeZone: 'Europe/Berlin' }
const columns = ['date', 'sessionSource', 'sessionMedium', 'sessionCampaignName']
const metrics = ['sessions', 'totalUsers', 'keyEvents']
const values = (cells: readonly string[]) => cells.map((value) => ({ value }))

const rowOf = (day: string, i: number) => ({
  dimensionValues: values([day.replaceAll('-', ''), `site-${i % 40}.example`, 'referral', `campaign ${i}`]),
  metricValues: values([String(1 + upTo(900)), String(1 + upTo(700)), String(upTo(9))]),
})

/** 28 days of 1,500 campaigns, a week in each report. */
export function ga4(): BenchWorld {
  const days = daysBefore(28)
  const reports = new Map<string, Uint8Array>()
  for (let i = 0; i < days.length; i += 7) {
    const rows = days.slice(i, i + 7).flatMap((day) => list(rowsADay, (k) => rowOf(day, k)))
    reports.set(
      days[i]!,
      bytesOf({
        dimensionHeaders: columns.map((name) => ({ name })),
        metricHeaders: metrics.map((name) => ({ name, type: 'TYPE_INTEGER' })),
        ...{ rows, rowCount: rows.length, metadata, kind: 'analyticsData#runReport' },
      }),
    )
  }
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const private_key = privateKey.export({ type: 'pkcs8', format: 'pem' })
  return {
    yaml: (url) => `
name: bench
kind: ga4
account: p1
base_url: ${url}/v1beta
secrets: {key: KEY}
since: ${days[0]}
resources: [traffic]
settings: {property: "123"}
`,
    secrets: (url) => ({ KEY: JSON.stringify({ client_email: 'a@b', private_key, token_uri: `${url}/token` }) }),
    answer({ path, body }) {
      if (path === '/token') return { body: { access_token: 't', expires_in: 3600 } }
      const first = JSON.parse(body).dateRanges[0].startDate
      const report = reports.get(first)
      return report ? rendered(report) : { body: { metadata, kind: 'analyticsData#runReport' } }
    },
  }
}
