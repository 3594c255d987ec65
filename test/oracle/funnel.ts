import type { Company } from './company.ts'
import type { Request } from './requests.ts'
import { months } from './rules.ts'
import { count, monthOf, sum } from './tables.ts'

export type Counts = Readonly<Record<string, number>>

const verdicts = { '✅': 'qualified', '⚠': 'not_target', '❌': 'fake', '☎': 'unreached', '': 'none' } as const

const keyOf = (month: string, channel: string, campaign: string | null) => [month, channel, campaign ?? '-'].join(' ')

/** By month, channel and campaign, dated by the request: money in kopecks. */
export function cohortFunnel({ requests, spend, visits }: Company): ReadonlyMap<string, Counts> {
  const rows = [
    ...requests.map((r) => [keyOf(r.month, r.head.channel, r.head.campaign), requestCounts(r)] as const),
    ...spend.map((row) => [keyOf(row.month, row.channel, row.campaign), spendCounts(row)] as const),
    ...visits.map((row) => [keyOf(row.month, row.channel, row.campaign), { visits: 1 }] as const),
  ]
  return added(rows)
}

function requestCounts(r: Request): Counts {
  const isVerdict = (sign: keyof typeof verdicts) => Number(r.verdict === sign)
  const ifValid = (time: number | undefined) => Number(r.isValid && time !== undefined)
  return {
    requests: 1,
    valid_leads: Number(r.isValid),
    target_leads: Number(r.isTarget),
    brand_leads: Number(r.isValid && r.head.isBrand),
    contacted: ifValid(r.contacted),
    sql: ifValid(r.sql),
    negotiation: ifValid(r.negotiation),
    won_deals: r.wonDeals,
    new_clients: Number(r.client !== undefined),
    revenue: r.money,
    ...Object.fromEntries(
      Object.entries(verdicts).map(([sign, name]) => [`verdict_${name}`, isVerdict(sign as keyof typeof verdicts)]),
    ),
  }
}

const spendCounts = (row: { impressions: number; clicks: number; money: number }): Counts => ({
  impressions: row.impressions,
  clicks: row.clicks,
  spend: row.money,
})

/** Sales by month of payment, channel and campaign of the request behind them. */
export const periodSales = ({ sales }: Company): ReadonlyMap<string, Counts> =>
  added(
    sales.map(
      ({ paid, request, card, isFirst }) =>
        [
          keyOf(monthOf(paid), request.channel, request.campaign),
          { won_deals: 1, new_clients: Number(isFirst), revenue: card.money },
        ] as const,
    ),
  )

function added(rows: readonly (readonly [key: string, counts: Counts])[]): ReadonlyMap<string, Counts> {
  const totals = new Map<string, Record<string, number>>()
  for (const [key, counts] of rows) {
    const total = totals.get(key) ?? {}
    totals.set(key, total)
    for (const [name, amount] of Object.entries(counts)) total[name] = (total[name] ?? 0) + amount
  }
  return totals
}

/** Valid requests of a cohort, and how many of them had taken the step by each age: `step month channel age`. */
export function triangle({ valid }: Company): ReadonlyMap<string, readonly [leads: number, reached: number]> {
  const cells = new Map<string, readonly [number, number]>()
  const steps = { lead_to_client: (r: Request) => r.client, lead_to_sql: (r: Request) => r.sql }
  const channels = ['*', ...new Set(valid.map(({ head }) => head.channel))]
  for (const [step, timeOf] of Object.entries(steps))
    for (const month of months)
      for (const channel of channels) {
        const cohort = valid.filter((r) => r.month === month && (channel === '*' || r.head.channel === channel))
        if (cohort.length === 0) continue
        for (const [age, until] of months.slice(months.indexOf(month)).slice(0, 13).entries()) {
          const reached = count(cohort, (r) => timeOf(r) !== undefined && monthOf(timeOf(r)!) <= until)
          cells.set([step, month, channel, age].join(' '), [cohort.length, reached])
        }
      }
  return cells
}

export const totalOf = (counts: Iterable<Counts>, name: string): number => sum([...counts], (one) => one[name] ?? 0)
