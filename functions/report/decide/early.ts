import type { Kpi, MonthData } from '#report/month-data.ts'
import type { Format } from '#shared/i18n/format.ts'
import { planText, sentence } from '../view.ts'
import { clientForms, ofLeadForms, statusWords } from '../words.ts'
import type { Decision } from './decision.ts'

const ripeRu = (f: Format, young: Kpi) => (young.maturity === null ? '' : `, созрело ${f.percent(young.maturity, 0)}`)
const ripeEn = (f: Format, young: Kpi) => (young.maturity === null ? '' : `, ${f.percent(young.maturity, 0)} ripe`)

function matureRu(f: Format, mature: Kpi): string {
  if (mature.value === null || mature.cohortMonth === null) return ''
  const plan = planText(f, mature)
  const cohort = `${f.month(mature.cohortMonth)}): ${f.percent(mature.value)}`
  if (!plan) return ` Последняя созревшая когорта (${cohort}.`
  return ` С планом сравниваем созревшую когорту (${cohort} при плане ${plan}, ${statusWords[mature.status].word.ru}.`
}

function matureEn(f: Format, mature: Kpi): string {
  if (mature.value === null || mature.cohortMonth === null) return ''
  const plan = planText(f, mature)
  const cohort = `${f.month(mature.cohortMonth)}): ${f.percent(mature.value)}`
  if (!plan) return ` The newest mature cohort (${cohort}.`
  return ` The plan is held against the mature cohort (${cohort} against ${plan}, ${statusWords[mature.status].word.en}.`
}

/** The month's own cohort has not ripened: its conversion is shown, and not blamed. */
export function tooEarly(data: MonthData): Decision[] {
  const rows = data.kpis.filter((row) => row.kpi === 'lead_to_client')
  const young = rows.find((row) => row.basis === 'cohort' && row.status === 'too_early')
  const mature = rows.find((row) => row.basis === 'mature_cohort')
  if (!young || young.value === null) return []
  const { value, numerator, denominator } = young
  const { currency } = data.company
  const counts = (f: Format) => [
    f.count(numerator ?? 0, clientForms[f.language]),
    f.count(denominator ?? 0, ofLeadForms[f.language]),
  ]
  return [
    {
      id: 'too_early',
      tone: 'na',
      title: sentence(
        currency,
        (f) => `Рано судить о конверсии: ${f.month(data.month)}`,
        (f) => `Too early to judge the conversion of ${f.month(data.month)}`,
      ),
      text: sentence(
        currency,
        (f) => {
          const [clients, leads] = counts(f)
          return `Пока ${clients} из ${leads} (${f.percent(value)}${ripeRu(f, young)}).${mature ? matureRu(f, mature) : ''}`
        },
        (f) => {
          const [clients, leads] = counts(f)
          return `So far ${clients} of ${leads} (${f.percent(value)}${ripeEn(f, young)}).${mature ? matureEn(f, mature) : ''}`
        },
      ),
      kpis: [],
    },
  ]
}
