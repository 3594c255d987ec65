import { clocksOf } from './clocks.ts'
import type { Company } from './company.ts'
import { cycleOf } from './cycle.ts'
import type { Request } from './requests.ts'
import { marginPercent, months, ripeDays } from './rules.ts'
import { count, monthOf, sum } from './tables.ts'

/** Numerator and denominator; money in kopecks. A plain count or sum has no denominator. */
export type Fraction = readonly [numerator: number, denominator?: number]

const inMonth = (time: number | undefined, month: string): boolean => time !== undefined && monthOf(time) === month

const profitOf = (money: number): number => (money * marginPercent) / 100

const lastDay = (month: string): number => {
  const [year, number] = month.split('-').map(Number)
  return Date.UTC(year!, number!, 0)
}

/** The newest cohort whose last day lies long enough before the last day of the month. */
const ripeCohort = (month: string): string | undefined =>
  months.findLast((cohort) => lastDay(month) - lastDay(cohort) >= ripeDays * 86_400_000)

/** The KPIs of one month, named `kpi basis`. */
export function kpisOf(company: Company, month: string): Readonly<Record<string, Fraction | undefined>> {
  const requests = company.requests.filter((request) => request.month === month)
  const valid = company.valid.filter((request) => request.month === month)
  const ripe = ripeCohort(month)
  return {
    'visits period': [count(company.visits, (visit) => visit.month === month)],
    'requests period': [requests.length],
    'valid_leads period': [valid.length],
    'target_leads period': [count(requests, ({ isTarget }) => isTarget)],
    'valid_share cohort': [valid.length, requests.length],
    'target_share cohort': [count(requests, ({ isTarget }) => isTarget), requests.length],
    'brand_lead_share cohort': [count(valid, ({ head }) => head.isBrand), valid.length],
    'sql cohort': [count(valid, ({ sql }) => sql !== undefined)],
    'sql period': [count(company.valid, ({ sql }) => inMonth(sql, month))],
    'sql_share cohort': [count(valid, ({ sql }) => sql !== undefined), valid.length],
    'lead_to_contact cohort': [count(valid, ({ contacted }) => contacted !== undefined), valid.length],
    'first_contact_in_limit cohort': [count(valid, (r) => r.isInTime), count(valid, (r) => r.isDue)],
    'reaction_median cohort': percentile(valid, 0.5),
    'reaction_p90 cohort': percentile(valid, 0.9),
    'feedback_complete cohort': feedbackOf(valid, ({ verdict }) => verdict !== ''),
    'feedback_reason_complete cohort': feedbackOf(valid, ({ hasReason }) => hasReason),
    'lead_to_client cohort': clientsOf(valid),
    'lead_to_client mature_cohort': ripe ? clientsOf(company.valid.filter((r) => r.month === ripe)) : undefined,
    ...periodMoney(company, month, valid.length),
    ...cohortMoney(company, month, requests),
    'cycle cohort': cycleOf(valid),
    ...clocksOf(company, month),
    ...clientsOfMonth(company, month),
  }
}

/** The smallest reaction that is not exceeded by the share of the leads. */
function percentile(valid: readonly Request[], share: number): Fraction | undefined {
  const minutes = valid.flatMap(({ reaction }) => (reaction === undefined ? [] : [reaction])).sort((a, b) => a - b)
  const found = minutes[Math.ceil(share * minutes.length) - 1]
  return found === undefined ? undefined : [found]
}

function feedbackOf(valid: readonly Request[], test: (request: Request) => boolean): Fraction {
  const contacted = valid.filter((request) => request.contacted !== undefined)
  return [count(contacted, test), contacted.length]
}

const clientsOf = (valid: readonly Request[]): Fraction => [count(valid, (r) => r.client !== undefined), valid.length]

function costsOf({ spend, costs }: Company, month: string) {
  const media = sum(spend, (row) => (row.month === month ? row.money : 0))
  const of = (team: string) => sum(costs, (row) => (row.month === month && row.team === team ? row.money : 0))
  return { media, marketing: media + of('Маркетинг'), full: media + of('Маркетинг') + of('Продажи') }
}

/** By the day of the money. In the demo a contract is paid at once, so that the day of the win is the day of the payment. */
function periodMoney(company: Company, month: string, leads: number): Readonly<Record<string, Fraction>> {
  const { media, marketing, full } = costsOf(company, month)
  const sales = company.sales.filter(({ paid }) => inMonth(paid, month))
  const clients = sales.filter(({ isFirst }) => isFirst)
  const revenue = sum(sales, ({ card }) => card.money)
  const fresh = sum(clients, ({ card }) => card.money)
  return {
    'spend period': [media],
    'cpl period': [media, leads],
    'won_deals period': [sales.length],
    'new_clients period': [clients.length],
    'lead_to_client period': [clients.length, leads],
    'revenue_new period': [fresh],
    'revenue_repeat period': [revenue - fresh],
    'gross_profit period': [profitOf(revenue)],
    'avg_cheque period': [revenue, sales.length],
    'cost_per_deal period': [media, sales.length],
    'cac_marketing period': [marketing, clients.length],
    'cac_full period': [full, clients.length],
    'romi period': [profitOf(revenue) - marketing, marketing],
  }
}

/** By the day of the request: all that it has brought so far. */
function cohortMoney(
  company: Company,
  month: string,
  requests: readonly Request[],
): Readonly<Record<string, Fraction>> {
  const { media, marketing } = costsOf(company, month)
  const revenue = sum(requests, ({ money }) => money)
  const deals = sum(requests, ({ wonDeals }) => wonDeals)
  const clients = count(requests, ({ client }) => client !== undefined)
  return {
    'won_deals cohort': [deals],
    'new_clients cohort': [clients],
    'avg_cheque cohort': [revenue, deals],
    'cost_per_deal cohort': [media, deals],
    'cac_marketing cohort': [marketing, clients],
    'romi cohort': [profitOf(revenue) - marketing, marketing],
  }
}

/** What the people who paid for the first time in this month have brought so far, and what it cost to get them. */
function clientsOfMonth(company: Company, month: string): Readonly<Record<string, Fraction | undefined>> {
  const own = company.sales.filter(({ clientSince }) => inMonth(clientSince, month))
  const profit = profitOf(sum(own, ({ card }) => card.money))
  const clients = count(own, ({ isFirst }) => isFirst)
  return {
    'ltv_observed cohort': clients > 0 ? [profit, clients] : undefined,
    'ltv_to_cac cohort': clients > 0 ? [profit, costsOf(company, month).full] : undefined,
    ...yearOf(company, month),
  }
}

/** Revenue of the people who paid a year ago, now and then. */
function yearOf(company: Company, month: string): Readonly<Record<string, Fraction | undefined>> {
  const yearAgo = `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`
  const moneyIn = (when: string) =>
    new Map(
      [...Map.groupBy(company.sales, ({ person }) => person)].map(([key, sales]) => [
        key,
        sum(sales, ({ card, paid }) => (monthOf(paid) === when ? card.money : 0)),
      ]),
    )
  const [before, now] = [moneyIn(yearAgo), moneyIn(month)]
  const then = [...before].filter(([, money]) => money > 0)
  if (then.length === 0) return { 'nrr period': undefined, 'grr period': undefined }
  const total = sum(then, ([, money]) => money)
  return {
    'nrr period': [sum(then, ([key]) => now.get(key)!), total],
    'grr period': [sum(then, ([key, money]) => Math.min(money, now.get(key)!)), total],
  }
}
