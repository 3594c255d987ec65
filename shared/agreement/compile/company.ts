import { addMonths, monthsBetween, monthsFrom } from '#shared/time/dates.ts'
import { zoneOffsets } from '#shared/time/zone-offsets.ts'
import type { LoadedAgreement } from '../load.ts'
import type { AgreementRow } from '../tables.ts'
import { fold } from './fold.ts'

const monthsAhead = 36

/** dim_agreement: which file governs which month. */
export function governedMonths(agreements: readonly LoadedAgreement[]): AgreementRow[] {
  const first = agreements[0]!.name
  const last = addMonths(agreements.at(-1)!.name, monthsAhead)
  return monthsFrom(first, monthsBetween(first, last) + 1).map((month) => {
    const { name, agreement } = agreements.findLast((file) => file.name <= month)!
    return { month, month_start: `${month}-01`, agreement: name, is_planned: month in agreement.plan }
  })
}

/** agr_company */
export function companyRow({ name, agreement }: LoadedAgreement): AgreementRow {
  const { company, funnel, verdicts } = agreement
  return {
    agreement: name,
    company: company.name,
    time_zone: company.time_zone,
    currency: company.currency,
    week_start: company.week_start,
    spend_basis: company.vat.basis,
    vat_rate: company.vat.rate,
    margin_kind: company.margin.kind,
    margin_rate: company.margin.kind === 'rate' ? company.margin.rate : null,
    won_rule: funnel.won,
    request_window_days: funnel.request_window,
    deal_window_days: funnel.deal_window,
    person_key_limit: funnel.same_key_limit,
    unreached_attempts: verdicts?.unreached_attempts ?? null,
    horizon_days: funnel.ripe_after,
  }
}

/** agr_margin */
export function marginRows({ name, agreement }: LoadedAgreement): AgreementRow[] {
  const { margin } = agreement.company
  const products = margin.kind === 'rate' ? (margin.products ?? {}) : {}
  return Object.entries(products).map(([product, rate]) => ({ agreement: name, product: fold(product), rate }))
}

/** dim_zone: every zone that any file names. */
export function zoneRows(agreements: readonly LoadedAgreement[]): AgreementRow[] {
  const zones = new Set(agreements.map(({ agreement }) => agreement.company.time_zone))
  return [...zones]
    .sort()
    .flatMap((zone) =>
      zoneOffsets(zone).map(({ from, to, minutes }) => ({ zone, from_utc: from, to_utc: to, offset_minutes: minutes })),
    )
}
