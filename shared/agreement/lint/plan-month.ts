import type { Agreement } from '../schema.ts'

/** The numbers of one month's plan, each at the edge where the plan is only just met. */
export interface PlanMonth {
  readonly month: string
  readonly currency: string
  /** Gross profit as a share of revenue; undefined when it comes from deals or is not known. */
  readonly margin: number | undefined
  readonly low: (kpi: string) => number | undefined
  readonly high: (kpi: string) => number | undefined
  readonly has: (kpi: string) => boolean
}

export const planMonths = (agreement: Agreement): readonly PlanMonth[] =>
  Object.entries(agreement.plan).map(([month, targets]) => ({
    month,
    currency: agreement.company.currency,
    margin: agreement.company.margin.kind === 'rate' ? agreement.company.margin.rate : undefined,
    low: (kpi) => targets[kpi]?.low ?? undefined,
    high: (kpi) => targets[kpi]?.high ?? undefined,
    has: (kpi) => kpi in targets,
  }))
