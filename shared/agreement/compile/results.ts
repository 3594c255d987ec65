import { type Kpi, kpiCatalogue } from '../kpi-catalogue.ts'
import type { LoadedAgreement } from '../load.ts'
import type { AgreementRow } from '../tables.ts'
import type { Target } from '../target.ts'
import { labelled } from './fold.ts'

/** agr_cost. Where the agreement is silent, the platform's own statement about VAT counts (vat_included = null). */
export function costRows({ name, agreement }: LoadedAgreement): AgreementRow[] {
  const { company, costs } = agreement
  const row = (source: string, included: boolean | null, rate: number | undefined, fee: number): AgreementRow => ({
    agreement: name,
    source,
    vat_included: included,
    vat_rate: rate ?? company.vat.rate,
    fee_rate: fee,
  })
  const stated = Object.entries(costs?.spend ?? {}).map(([source, basis]) =>
    row(source, basis.vat_included, basis.vat_rate, basis.fee),
  )
  return costs?.spend['*'] ? stated : [...stated, row('*', null, undefined, 0)]
}

/** agr_cost_month. A month's costs are those of the file in force then, as its plan is; equal lines add up. */
export function monthlyCostRows(agreements: readonly LoadedAgreement[]): AgreementRow[] {
  return agreements.flatMap(({ name, agreement }) => {
    const own = (agreement.costs?.monthly ?? []).filter((cost) => governing(agreements, cost.month) === name)
    const sums = Map.groupBy(own, ({ month, team, kind }) => JSON.stringify([month, team, kind]))
    return [...sums.values()].map((same) => ({
      agreement: name,
      month: same[0]!.month,
      team: same[0]!.team,
      kind: same[0]!.kind,
      amount: same.reduce((sum, { amount }) => sum + amount, 0),
    }))
  })
}

const governing = (agreements: readonly LoadedAgreement[], month: string): string | undefined =>
  agreements.findLast((file) => file.name <= month)?.name

const sides = ['marketing', 'sales', 'shared']

/** dim_kpi: the whole dictionary, with what this agreement says about owners and names. */
export function kpiRows({ name, agreement }: LoadedAgreement): AgreementRow[] {
  const bands = new Set(
    Object.values(agreement.plan).flatMap((targets) =>
      Object.entries(targets).flatMap(([id, target]) => (target.comparison === 'band' ? [id] : [])),
    ),
  )
  return kpiCatalogue.map((kpi, index) => {
    const agreed = agreement.kpi?.agreed[kpi.id]
    const isShared = agreement.kpi?.shared.includes(kpi.id) ?? false
    const owner = isShared ? 'shared' : (agreed?.owner ?? kpi.zone)
    const definition = agreed?.definition ?? kpi.definition
    return {
      agreement: name,
      kpi: kpi.id,
      position: index + 1,
      zone: zoneOf(kpi, owner),
      owner,
      owner_name: agreement.kpi?.names[owner] ?? null,
      unit: kpi.unit,
      better: bands.has(kpi.id) ? 'band' : kpi.better,
      is_shared: isShared,
      is_additive: kpi.isAdditive,
      ...labelled(agreed?.label ?? kpi.label),
      definition_ru: definition.ru,
      definition_en: definition.en,
      formula_ru: kpi.formula.ru,
      formula_en: kpi.formula.en,
    }
  })
}

/** The owner decides whose table a KPI stands in; an owner who is no side leaves it where the dictionary has it. */
const zoneOf = (kpi: Kpi, owner: string): string => (sides.includes(owner) ? owner : kpi.zone)

/** dim_plan */
export const planRows = ({ name, agreement }: LoadedAgreement): AgreementRow[] =>
  Object.entries(agreement.plan).flatMap(([month, targets]) =>
    Object.entries(targets).map(([kpi, { comparison, low, high }]) => ({
      agreement: name,
      month,
      kpi,
      comparison,
      low,
      high,
    })),
  )

/** A target as one short text: `feedback_complete>=0.9`. */
const gateText = ([kpi, { comparison, low, high }]: readonly [string, Target]): string =>
  comparison === 'min' ? `${kpi}>=${low}` : comparison === 'max' ? `${kpi}<=${high}` : `${low}<=${kpi}<=${high}`

/** agr_bonus */
export const bonusRows = ({ name, agreement }: LoadedAgreement): AgreementRow[] =>
  Object.entries(agreement.bonus ?? {}).flatMap(([role, rules]) =>
    Object.entries(rules.weights).map(([kpi, { weight, threshold, cap }]) => ({
      agreement: name,
      role,
      kpi,
      weight,
      threshold: threshold ?? rules.threshold,
      cap: cap ?? rules.cap,
      gate: Object.entries(rules.gates).map(gateText).join(' and ') || null,
    })),
  )

/** agr_alert */
export const alertRows = ({ name, agreement }: LoadedAgreement): AgreementRow[] =>
  (agreement.alerts?.rules ?? []).map((rule) => ({
    agreement: name,
    kpi: rule.kpi,
    rule: rule.below === undefined ? 'above' : 'below',
    level: rule.below ?? rule.above ?? null,
    window_days: rule.window,
    min_sample: rule.min_sample,
    recipients: rule.to.join(', '),
  }))
