import { type BenchWorld, bytesOf, daysBefore, list, scale, upTo } from './world.ts'

const visitsADay = 2500 * scale
const partSize = 1 << 20

/** A field of the log, by its name without the prefix. */
const values: Readonly<Record<string, (day: string, i: number) => string>> = {
  visitID: (day, i) => String(9_223_372_036_000_000_000n + BigInt(Number(day.slice(5).replace('-', '')) * 100_000 + i)),
  counterID: () => '44147844',
  date: (day) => day,
  dateTime: (day) => `${day} 12:30:${String(upTo(60)).padStart(2, '0')}`,
  dateTimeUTC: (day) => `${day} 10:30:${String(upTo(60)).padStart(2, '0')}`,
  clientID: () => `17${upTo(1e9)}${upTo(1e9)}`,
  startURL: () =>
    `https://shop.example/catalog/${upTo(400)}?utm_source=yandex&utm_medium=cpc&utm_campaign=${upTo(60)}&yclid=1${upTo(1e9)}${upTo(1e6)}`,
  referer: () => 'https://yandex.ru/',
  regionCity: () => ['Moscow', 'Kazan', 'Yekaterinburg', 'Sochi'][upTo(4)]!,
  deviceCategory: () => String(1 + upTo(3)),
  bounce: () => String(upTo(2)),
  goalsID: (_, i) => (i % 10 === 0 ? '[51000001]' : '[]'),
  goalsDateTime: (day, i) => (i % 10 === 0 ? `[\\'${day} 10:31:30\\']` : '[]'),
  goalsPrice: (_, i) => (i % 10 === 0 ? '[1500000]' : '[]'),
  goalsCurrency: (_, i) => (i % 10 === 0 ? "[\\'RUB\\']" : '[]'),
  lastTrafficSource: () => 'ad',
  lastAdvEngine: () => 'ya_direct',
  lastUTMSource: () => 'yandex',
  lastUTMMedium: () => 'cpc',
  lastUTMCampaign: () => String(upTo(60)),
}

/** 20 days of 2,500 visits in one log of four parts. */
export function yandexMetrika(): BenchWorld {
  const days = daysBefore(20)
  let log: { fields: string; parts: readonly Uint8Array[] } | undefined
  let status = 'created'
  const render = (fields: string) => {
    const columns = fields.split(',').map((field) => values[field.replace('ym:s:', '')])
    const lines = days.flatMap((day) => list(visitsADay, (i) => columns.map((one) => one?.(day, i) ?? '').join('\t')))
    const size = Math.ceil(lines.length / 4)
    const header = fields.replaceAll(',', '\t')
    return list(4, (i) => bytesOf(`${header}\n${lines.slice(i * size, (i + 1) * size).join('\n')}\n`))
  }
  const shown = () => ({
    ...{ request_id: 7, source: 'visits', date1: days[0], date2: days.at(-1), fields: log?.fields.split(','), status },
    ...(status === 'processed' ? { parts: list(4, (part_number) => ({ part_number, size: partSize })) } : {}),
  })
  return {
    yaml: (url) => `
name: bench
kind: yandex_metrika
account: site
base_url: ${url}
secrets: {token: TOKEN}
since: ${days[0]}
resources: [visits]
settings: {counter: "44147844"}
`,
    secrets: () => ({ TOKEN: 'bench' }),
    answer({ method, path, query }) {
      if (path.endsWith('/counter/44147844')) return { body: { counter: { time_zone_name: 'Europe/Moscow' } } }
      if (path.endsWith('/evaluate')) {
        return { body: { log_request_evaluation: { possible: true, max_possible_day_quantity: 400 } } }
      }
      if (path.endsWith('/logrequests')) {
        if (method === 'GET') return { body: { requests: [] } }
        const fields = query.get('fields')!
        log = { fields, parts: render(fields) }
        status = 'processed'
        return { body: { log_request: shown() } }
      }
      const [, part] = /part\/(\d+)\/download$/.exec(path) ?? []
      if (part !== undefined) return { body: log!.parts[Number(part)]! }
      if (path.endsWith('/clean')) status = 'cleaned_by_user'
      return { body: { log_request: shown() } }
    },
  }
}
