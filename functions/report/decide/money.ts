import type { Kpi, MonthData, SourceRow } from '#report/month-data.ts'
import type { Format } from '#shared/i18n/format.ts'
import { campaignTitle } from '../campaign-name.ts'
import { judged, planRows } from '../kpi-rows.ts'
import { deviationText, planText, sentence, valueText } from '../view.ts'
import { ofDealForms, statusWords } from '../words.ts'
import type { Decision } from './decision.ts'

export const offRows = (data: MonthData): Kpi[] =>
  planRows(data).main.filter(
    (row) => row.value !== null && row.comparison !== null && statusWords[row.status].tone === 'off',
  )

const isMoney = (row: Kpi) =>
  row.unit === 'money' || row.kpi.startsWith('romi') || row.kpi === 'drr' || row.kpi === 'roas'

export function factAgainstPlan(f: Format, row: Kpi): string {
  const plan = f.language === 'ru' ? 'план' : 'plan'
  return `${row.label[f.language]} ${valueText(f, row.unit, row.value ?? 0)} (${plan}\u00a0${planText(f, row)})`
}

/** How much money is missing or over; empty for ratios, where a difference in roubles means nothing. */
function gap(f: Format, row: Kpi): string {
  const isSum = row.unit === 'money' && row.denominator === null && row.value !== null
  if (!isSum) return deviationText(f, row)
  if (row.status === 'above' && row.high !== null) return `+${f.money((row.value ?? 0) - row.high)}`
  return row.low === null ? deviationText(f, row) : `−${f.money(row.low - (row.value ?? 0))}`
}

/** Missing revenue in deals of the average size, which people can picture. */
function inDeals(f: Format, data: MonthData, row: Kpi): string {
  const cheque = judged(data, 'avg_cheque')?.value ?? null
  if (row.kpi !== 'revenue_new' || row.low === null || row.value === null || cheque === null || cheque <= 0) return ''
  const deals = Math.ceil((row.low - row.value) / cheque)
  if (deals <= 0) return ''
  return f.language === 'ru'
    ? ` При среднем чеке ${f.money(cheque)} не хватает ${f.count(deals, ofDealForms.ru)}.`
    : ` At an average cheque of ${f.money(cheque)} that is ${f.count(deals, ofDealForms.en)} short.`
}

/** Money off plan: the first by the agreement's order gives the headline, the rest stand in the text. */
export function offPlanMoney(data: MonthData): Decision[] {
  const [first, ...rest] = offRows(data).filter(isMoney)
  if (!first) return []
  const { currency } = data.company
  const all = [first, ...rest]
  const list = (f: Format) => `${all.map((row) => factAgainstPlan(f, row)).join('; ')}.${inDeals(f, data, first)}`
  return [
    {
      id: 'money',
      tone: 'off',
      title: sentence(
        currency,
        (f) => `${first.label.ru}: ${gap(f, first)} к плану`,
        (f) => `${first.label.en}: ${gap(f, first)} to plan`,
      ),
      text: sentence(currency, list, list),
      kpis: all.map((row) => row.kpi),
    },
  ]
}

const shown = 3

/** Spend without a campaign's name may belong to any request of its channel. */
const isBarren = (data: MonthData, row: SourceRow) =>
  data.sources.every((other) => other.channel !== row.channel || other.requests === 0)

/** Campaigns that cost money and brought not one request. */
export function wastedSpend(data: MonthData): Decision[] {
  const isWasted = (row: SourceRow) =>
    (row.spend ?? 0n) > 0n && (row.campaign === null ? isBarren(data, row) : row.requests === 0)
  const empty = data.sources.filter(isWasted)
  const hasLeads = data.sources.some((row) => row.requests > 0)
  if (empty.length === 0 || !hasLeads) return []
  const sorted = empty.sort((a, b) => Number((b.spend ?? 0n) - (a.spend ?? 0n)))
  const total = sorted.reduce((sum, row) => sum + (row.spend ?? 0n), 0n)
  const { currency } = data.company
  const list = (f: Format) => {
    const named = sorted.slice(0, shown).map((row) => {
      const campaign = campaignTitle(row)
      const name = `${row.label[f.language]}${campaign === null ? '' : `, ${f.quote(campaign)}`}`
      return `${name}: ${f.micros(row.spend ?? 0n)}`
    })
    const more = sorted.length - named.length
    const tail = f.language === 'ru' ? `и ещё ${more}` : `and ${more} more`
    return `${[...named, ...(more > 0 ? [tail] : [])].join('; ')}.`
  }
  return [
    {
      id: 'wasted_spend',
      tone: 'near',
      title: sentence(
        currency,
        (f) => `Расход без единой заявки: ${f.micros(total)}`,
        (f) => `Spend without a single request: ${f.micros(total)}`,
      ),
      text: sentence(currency, list, list),
      kpis: [],
    },
  ]
}
