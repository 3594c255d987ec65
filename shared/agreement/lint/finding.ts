import type { Text } from '#shared/i18n/text.ts'

/** What is wrong with the rules themselves, though the file is spelt right. An error refuses the agreement; a warning is shown. */
export interface LintFinding {
  readonly severity: 'error' | 'warning'
  readonly code: string
  readonly what: Text
  /** file:line:column */
  readonly where: string
  /** Each is enough by itself. */
  readonly ways: readonly Text[]
}

export type Severity = LintFinding['severity']

/** A finding about one month's plan, before it has a place. */
export interface PlanFinding {
  readonly severity: Severity
  readonly code: string
  /** The target to be pointed at. */
  readonly kpi: string
  readonly what: Text
  readonly ways: readonly Text[]
}
