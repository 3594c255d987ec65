import { say, type Text } from '#shared/i18n/text.ts'
import { findKpi } from '../kpi-catalogue.ts'
import type { LoadedAgreement } from '../load.ts'
import type { Agreement } from '../schema.ts'
import type { LintFinding, Severity } from './finding.ts'

interface Need {
  readonly kpis: readonly string[]
  readonly code: string
  readonly severity: Severity
  readonly isMet: (agreement: Agreement) => boolean
  readonly lacks: Text
  readonly way: Text
}

const hasClock = (to: string) => (agreement: Agreement) => Object.values(agreement.sla).some((clock) => clock.to === to)

/** What a planned KPI needs elsewhere in the agreement before it can be computed at all. */
const needs: readonly Need[] = [
  {
    kpis: ['first_contact_in_limit'],
    code: 'kpi_without_clock',
    severity: 'error',
    isMet: hasClock('contacted'),
    lacks: say('не назван срок первого контакта', 'no clock for the first contact is named'),
    way: say(
      'sla: {first_contact: {from: created, to: contacted, limit: 15m, clock: working, owner: sales, label: …}}',
      'sla: {first_contact: {from: created, to: contacted, limit: 15m, clock: working, owner: sales, label: …}}',
    ),
  },
  {
    kpis: ['marketing_reply'],
    code: 'kpi_without_clock',
    severity: 'error',
    isMet: hasClock('marketing_reply'),
    lacks: say('не назван срок ответа маркетинга', 'no clock for marketing’s reply is named'),
    way: say('опишите срок с to: marketing_reply в sla', 'declare a clock with to: marketing_reply in sla'),
  },
  {
    kpis: ['romi', 'gross_profit', 'ltv_observed', 'ltv_projected', 'ltv_to_cac'],
    code: 'kpi_without_margin',
    severity: 'error',
    isMet: (agreement) => agreement.company.margin.kind !== 'none',
    lacks: say('не известно, откуда валовая прибыль', 'where gross profit comes from is not known'),
    way: say('company: {margin: {kind: rate, rate: 35%}}', 'company: {margin: {kind: rate, rate: 35%}}'),
  },
  {
    kpis: ['target_share', 'target_leads'],
    code: 'kpi_without_criteria',
    severity: 'error',
    isMet: (agreement) => Object.keys(agreement.criteria?.sql ?? {}).length > 0,
    lacks: say('нет критериев целевого лида', 'there are no criteria of a target lead'),
    way: say('опишите 2–4 критерия в criteria.sql', 'declare 2–4 criteria in criteria.sql'),
  },
  {
    kpis: ['feedback_complete', 'feedback_reason_complete', 'verdict_agreement', 'overturned'],
    code: 'kpi_without_verdicts',
    severity: 'error',
    isMet: (agreement) => Object.keys(agreement.verdicts?.values ?? {}).length > 0,
    lacks: say('не описаны оценки лидов', 'verdicts on leads are not declared'),
    way: say('опишите ✅ ⚠ ❌ ☎ в verdicts.values', 'declare ✅ ⚠ ❌ ☎ in verdicts.values'),
  },
  {
    kpis: ['brand_lead_share', 'brand_traffic_share'],
    code: 'kpi_without_brand',
    severity: 'warning',
    isMet: ({ channels }) =>
      channels.brand !== undefined ||
      channels.rules.some((rule) => rule.brand) ||
      Object.values(channels.list).some((channel) => channel.brand),
    lacks: say('не названы слова бренда', 'no brand words are named'),
    way: say('channels: {brand: {words: [название компании]}}', 'channels: {brand: {words: [company name]}}'),
  },
]

export function lintNeeds({ agreement, locate }: LoadedAgreement): readonly LintFinding[] {
  return needs.flatMap(({ kpis, code, severity, isMet, lacks, way }) => {
    if (isMet(agreement)) return []
    return kpis.flatMap((kpi) => {
      const month = Object.keys(agreement.plan).find((planned) => kpi in agreement.plan[planned]!)
      if (month === undefined) return []
      const { label } = findKpi(kpi)!
      const what = say(`в плане «${label.ru}», но ${lacks.ru}`, `“${label.en}” is planned, but ${lacks.en}`)
      return [{ severity, code, what, where: locate(['plan', month, kpi]), ways: [way] }]
    })
  })
}
