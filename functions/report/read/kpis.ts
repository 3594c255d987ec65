import type { Basis, HistoryPoint, Kpi, KpiStatus, Unit, Zone } from '#report/month-data.ts'
import type { Text } from '#shared/i18n/text.ts'
import { countOf, monthLiteral, numberOf, type Query, type Row, textOf } from './rows.ts'

/** A pair of label columns; null where the agreement has no words for it. */
export function bilingual(row: Row, name: string): Text | null {
  const ru = textOf(row, `${name}_ru`)
  const en = textOf(row, `${name}_en`)
  if (ru === null && en === null) return null
  return { ru: ru ?? en ?? '', en: en ?? ru ?? '' }
}

export const named = (row: Row, name: string, fallback: string): Text =>
  bilingual(row, name) ?? { ru: fallback, en: fallback }

export async function readKpis(query: Query, month: string): Promise<Kpi[]> {
  const rows = await query(`
    select fct_kpi.*, dim_kpi.label_ru, dim_kpi.label_en, dim_kpi.definition_ru, dim_kpi.definition_en,
        dim_kpi.formula_ru, dim_kpi.formula_en
    from fct_kpi
    left join dim_kpi on dim_kpi.agreement = fct_kpi.agreement and dim_kpi.kpi = fct_kpi.kpi
    where fct_kpi.month = ${monthLiteral(month)}
    order by fct_kpi.position, fct_kpi.kpi, fct_kpi.basis`)
  return rows.map(kpiOf)
}

/** A row of fct_kpi; words of dim_kpi that it lacks stay empty. */
export function kpiOf(row: Row): Kpi {
  const kpi = textOf(row, 'kpi') ?? ''
  return {
    kpi,
    basis: (textOf(row, 'basis') ?? 'period') as Basis,
    position: countOf(row, 'position'),
    zone: (textOf(row, 'zone') ?? 'common') as Zone,
    owner: textOf(row, 'owner') ?? '',
    ownerName: textOf(row, 'owner_name'),
    unit: (textOf(row, 'unit') ?? 'number') as Unit,
    label: named(row, 'label', kpi),
    definition: bilingual(row, 'definition'),
    formula: bilingual(row, 'formula'),
    numerator: numberOf(row, 'numerator'),
    denominator: numberOf(row, 'denominator'),
    value: numberOf(row, 'value'),
    n: numberOf(row, 'n'),
    comparison: textOf(row, 'comparison') as Kpi['comparison'],
    low: numberOf(row, 'target_low'),
    high: numberOf(row, 'target_high'),
    deviation: numberOf(row, 'deviation'),
    deviationKind: textOf(row, 'deviation_kind') as Kpi['deviationKind'],
    status: (textOf(row, 'status') ?? 'no_data') as KpiStatus,
    maturity: numberOf(row, 'maturity'),
    cohortMonth: textOf(row, 'cohort_month'),
    reason: reasonOf(row),
    agreement: textOf(row, 'agreement') ?? '',
  }
}

/** Where no cohort has ripened there may be leads all the same: the first months of a company. */
function reasonOf(row: Row): string | null {
  const isUnripe = row.basis === 'mature_cohort' && textOf(row, 'cohort_month') === null
  const reason = textOf(row, 'reason')
  return isUnripe && reason === 'no_leads' ? 'no_mature_cohort' : reason
}

const historyMonths = 14

/** SQL share of the cohorts up to this month, oldest first; a month that is still too early to judge is not ripe. */
export async function readSqlShare(query: Query, month: string): Promise<HistoryPoint[]> {
  const rows = await query(`
    select month, value, numerator, denominator, target_low, status
    from fct_kpi
    where kpi = 'sql_share' and basis = 'cohort' and month <= ${monthLiteral(month)}
    order by month desc
    limit ${historyMonths}`)
  return rows
    .map((row) => ({
      month: textOf(row, 'month') ?? '',
      value: numberOf(row, 'value'),
      numerator: numberOf(row, 'numerator'),
      denominator: numberOf(row, 'denominator'),
      target: numberOf(row, 'target_low'),
      isRipe: textOf(row, 'status') !== 'too_early',
    }))
    .reverse()
}
