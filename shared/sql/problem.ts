import type { Text } from '#shared/i18n/text.ts'

/** What stands in a statement that our SQL does not have, and what to write instead. Line and column count from 1. */
export interface SqlProblem {
  readonly rule: string
  readonly line: number
  readonly column: number
  readonly what: Text
  readonly hint: Text
}
