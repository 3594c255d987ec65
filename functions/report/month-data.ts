import type { Text } from '#shared/i18n/text.ts'

export type KpiStatus = 'on_plan' | 'near' | 'below' | 'above' | 'no_data' | 'too_early' | 'blind' | 'no_plan' | 'stale'

export type Zone = 'marketing' | 'shared' | 'sales' | 'common'
export type Unit = 'count' | 'money' | 'share' | 'minutes' | 'days' | 'number'
export type Basis = 'period' | 'cohort' | 'mature_cohort'

/** One row of fct_kpi with the words of dim_kpi. Shares are 0.5; money is in units of the currency, numerators in micros. */
export interface Kpi {
  readonly kpi: string
  readonly basis: Basis
  readonly position: number
  readonly zone: Zone
  readonly owner: string
  readonly ownerName: string | null
  readonly unit: Unit
  readonly label: Text
  readonly definition: Text | null
  readonly formula: Text | null
  readonly numerator: number | null
  readonly denominator: number | null
  readonly value: number | null
  readonly n: number | null
  readonly comparison: 'min' | 'max' | 'band' | null
  readonly low: number | null
  readonly high: number | null
  readonly deviation: number | null
  readonly deviationKind: 'relative' | 'points' | 'absolute' | null
  readonly status: KpiStatus
  readonly maturity: number | null
  readonly cohortMonth: string | null
  readonly reason: string | null
  readonly agreement: string
}

/** A stage of the month's cohort; `reached` counts valid leads. */
export interface Stage {
  readonly stage: string
  readonly label: Text
  readonly owner: string
  readonly isHandoff: boolean
  readonly reached: number
}

/** Additive sums of fct_funnel, leads dated by the day of the lead. Money in micros; null: not known at all. */
export interface SourceRow {
  readonly channel: string
  readonly campaign: string | null
  readonly campaignName: string | null
  readonly label: Text
  readonly spend: bigint | null
  readonly requests: number
  readonly valid: number
  readonly sql: number
  readonly won: number
  readonly revenue: bigint | null
  readonly grossProfit: bigint | null
  readonly verdicts: Verdicts
}

export interface Verdicts {
  readonly qualified: number
  readonly notTarget: number
  readonly fake: number
  readonly unreached: number
  readonly none: number
}

export interface HistoryPoint {
  readonly month: string
  readonly value: number | null
  readonly numerator: number | null
  readonly denominator: number | null
  readonly target: number | null
  readonly isRipe: boolean
}

export interface CohortCell {
  readonly age: number
  readonly reached: number
  readonly leads: number
  readonly isComplete: boolean
}

export interface Cohort {
  readonly month: string
  readonly leads: number
  readonly isBlind: boolean
  readonly isPublishable: boolean
  readonly maturity: number | null
  readonly cells: readonly CohortCell[]
}

export interface Reject {
  readonly channel: string
  readonly campaign: string | null
  readonly reason: string
  readonly label: Text
  readonly leads: number
}

/** First contacts of leads that came in one part of the day; `kept` of `due` were in the limit. */
export interface DayPart {
  readonly fromHour: number
  readonly toHour: number
  readonly due: number
  readonly kept: number
}

export interface Reaction {
  readonly limitMinutes: number
  readonly parts: readonly DayPart[]
}

export interface Health {
  readonly source: string
  readonly account: string
  readonly record: string
  readonly rows: number
  readonly newest: string | null
  readonly lagDays: number | null
  readonly unmatchedSpend: bigint | null
  readonly status: string
}

export interface Leak {
  readonly check: string
  readonly severity: string
  readonly rows: number
  readonly micros: bigint | null
}

/** What `published/current.json` says about a check. `about` is the check's own sentence, where the caller knows it. */
export interface Check {
  readonly name: string
  readonly severity: 'block' | 'warn'
  readonly rows: number
  readonly about?: Text
}

/** Why a newer build is not shown: `published/blocked.json` with the checks' own sentences, where the caller knows them. */
export interface Blocked {
  readonly asOf: string
  readonly since: string
  readonly checks: readonly Pick<Check, 'name' | 'rows' | 'about'>[]
}

export interface Company {
  readonly name: string | null
  readonly currency: string
  readonly spendBasis: string | null
}

/** Everything a month's page says, read from published marts. */
export interface MonthData {
  readonly month: string
  readonly company: Company
  readonly agreement: string | null
  readonly asOf: string | null
  /** undefined: nobody told the report what the checks said. */
  readonly checks: readonly Check[] | undefined
  /** Given when the newest build failed its checks and these numbers are older. */
  readonly blocked?: Blocked | undefined
  readonly kpis: readonly Kpi[]
  readonly stages: readonly Stage[]
  readonly sources: readonly SourceRow[]
  readonly visits: number
  readonly sqlShare: readonly HistoryPoint[]
  readonly cohorts: readonly Cohort[]
  readonly rejects: readonly Reject[]
  readonly reaction: Reaction | null
  readonly health: readonly Health[]
  readonly leaks: readonly Leak[]
}
