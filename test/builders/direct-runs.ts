import { type Bench, openBench } from '#test/builders/test-source-run.ts'
import { directSetting, directYaml } from '#test/platforms/yandex-direct.ts'
import type { Asked, Platform } from '#test/replay-server/server.ts'

export const directWith = (settings: string, rest = '') => ({
  ...directSetting,
  yaml: (url: string) => directYaml(url, settings, rest),
})

export const onlySpend = 'resources: [spend]'
export const isReport = ({ path }: Asked): boolean => path.endsWith('/reports')

/** First and last day of what a report is about. */
export const periodOf = ({ body }: Asked): [string, string] => {
  const { DateFrom, DateTo } = JSON.parse(body).params.SelectionCriteria
  return [DateFrom, DateTo]
}

export const firstDays = (asked: readonly Asked[]): string[] => asked.filter(isReport).map((one) => periodOf(one)[0])

/** Rows without the time of reading, in one order. */
const plain = (rows: readonly object[]) =>
  rows
    .map((row) =>
      JSON.stringify({ ...row, pulled_at: 0 }, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
    )
    .sort()

/** One pull of the spend, and what came of it. */
export async function spendOf(answer: Platform, settings = '', rest = onlySpend) {
  const bench = await openBench(directWith(settings, rest), answer)
  await using _ = bench
  const pulled = await bench.pull()
  const problems = pulled.summary.files.flatMap(({ problem }) => problem?.code ?? [])
  return { rows: plain(await bench.rows('spend')), problems, asked: bench.server.asked.filter(isReport), bench, pulled }
}

/** Micros by account, day and currency. */
export async function sums(bench: Bench): Promise<Map<string, bigint>> {
  const found = new Map<string, bigint>()
  for (const { account, date, currency, cost_micros } of await bench.rows('spend')) {
    const place = `${account} ${date} ${currency}`
    found.set(place, (found.get(place) ?? 0n) + (cost_micros as bigint))
  }
  return found
}
