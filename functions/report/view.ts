import type { Kpi, MonthData, SourceRow } from '#report/month-data.ts'
import { type Format, formatFor } from '#shared/i18n/format.ts'
import { type Language, say, type Text } from '#shared/i18n/text.ts'
import { noReason, reasonWords, unitDigits } from './words.ts'

/** What every section of a page gets: the facts, the words of one language, and its number formats. */
export interface View {
  readonly data: MonthData
  readonly f: Format
  readonly t: (text: Text) => string
}

export function viewOf(data: MonthData, language: Language): View {
  return { data, f: formatFor(language, data.company.currency), t: (text) => text[language] }
}

/** One sentence built in both languages from the same facts. */
export function sentence(currency: string, ru: (f: Format) => string, en: (f: Format) => string): Text {
  return say(ru(formatFor('ru', currency)), en(formatFor('en', currency)))
}

/** Whole units of money, but € 8.48: of a price that small the rest matters. */
export const priceText = (f: Format, price: number): string =>
  f.money(price, price !== 0 && Math.abs(price) < 10 ? 2 : 0)

export function valueText(f: Format, unit: Kpi['unit'], value: number): string {
  if (unit === 'money') return priceText(f, value)
  if (unit === 'share') return f.percent(value, unitDigits.share)
  const number = f.number(value, unitDigits[unit])
  if (unit === 'minutes') return `${number}\u00a0${f.language === 'ru' ? 'мин' : 'min'}`
  if (unit === 'days') return `${number}\u00a0${f.language === 'ru' ? 'дн.' : 'd'}`
  return number
}

/** A round goal is written round: 20 %, not 20,0 %. */
function goalText(f: Format, unit: Kpi['unit'], value: number): string {
  const isRound = Number.isInteger(Math.round(value * 1e6) / 1e4)
  return unit === 'share' && isRound ? f.percent(value, 0) : valueText(f, unit, value)
}

/** The plan as people write it: «≥ 120», «≤ 18 000 ₽», «800–1 200 ₽»; empty where there is none. */
export function planText(f: Format, kpi: Kpi): string {
  const low = kpi.low === null ? '' : goalText(f, kpi.unit, kpi.low)
  const high = kpi.high === null ? '' : goalText(f, kpi.unit, kpi.high)
  if (kpi.comparison === 'min' && low) return `≥\u00a0${low}`
  if (kpi.comparison === 'max' && high) return `≤\u00a0${high}`
  if (kpi.comparison === 'band' && low && high) return bandText(f, kpi, low, high)
  return ''
}

/** The unit is said once: «800–1 200 ₽», `₽800–1,200`. */
function bandText(f: Format, kpi: Kpi, low: string, high: string): string {
  const bare = (text: string) => text.replaceAll(/[^\d.,\u00a0−]/g, '').replaceAll(/^\u00a0+|\u00a0+$/g, '')
  const unitLeads = f.language === 'en' && kpi.unit === 'money'
  return unitLeads ? `${low}–${bare(high)}` : `${bare(low)}–${high}`
}

export function deviationText(f: Format, kpi: Kpi): string {
  if (kpi.deviation === null || kpi.value === null) return ''
  if (kpi.deviationKind === 'points') return f.points(kpi.deviation)
  if (kpi.deviationKind === 'relative') return f.signedPercent(kpi.deviation)
  return f.signedNumber(kpi.deviation, unitDigits[kpi.unit])
}

export const reasonText = (view: Pick<View, 't'>, reason: string | null): string =>
  view.t((reason !== null && reasonWords[reason]) || noReason)

/** Revenue over spend and the like divide money by money; money KPIs divide money by a count. */
const moneyOverMoney: ReadonlySet<string> = new Set([
  'romi',
  'romi_revenue',
  'roas',
  'drr',
  'nrr',
  'grr',
  'ltv_to_cac',
  'plan_attainment',
])

type Parts = Pick<Kpi, 'numerator' | 'denominator'>

/** Both halves of a KPI in units of the currency where they are money, else as counted. */
export function partsOf({ kpi, unit, numerator, denominator }: Pick<Kpi, 'kpi' | 'unit'> & Parts): Parts {
  const isRatio = moneyOverMoney.has(kpi)
  const units = (value: number | null, isMoney: boolean) => (value !== null && isMoney ? value / 1e6 : value)
  return { numerator: units(numerator, isRatio || unit === 'money'), denominator: units(denominator, isRatio) }
}

/** «60 из 135» or «124 600 ₽ / 135»: the counts behind a ratio; empty where the KPI is no ratio. */
export function partsText(f: Format, kpi: Kpi): string {
  const { numerator, denominator } = partsOf(kpi)
  if (numerator === null || denominator === null) return ''
  if (moneyOverMoney.has(kpi.kpi)) return `${f.money(numerator)} / ${f.money(denominator)}`
  if (kpi.unit === 'money') return `${f.money(numerator)} / ${f.number(denominator)}`
  return `${f.number(numerator)} ${f.language === 'ru' ? 'из' : 'of'} ${f.number(denominator)}`
}

export const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)

/** Cost per lead in units of currency; null without spend or without leads. */
export const costPer = (spend: bigint | null, count: number): number | null =>
  spend === null || spend === 0n || count === 0 ? null : Number(spend) / 1e6 / count

export function romiOf(row: Pick<SourceRow, 'spend' | 'grossProfit'>): number | null {
  if (row.spend === null || row.spend === 0n || row.grossProfit === null) return null
  return Number(row.grossProfit - row.spend) / Number(row.spend)
}
