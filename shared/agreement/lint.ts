import type { LintFinding } from './lint/finding.ts'
import { lintLeftovers } from './lint/leftovers.ts'
import { lintMonths } from './lint/months.ts'
import { lintNeeds } from './lint/needs.ts'
import { lintPeople } from './lint/people.ts'
import { lintPlan } from './lint/plan.ts'
import type { LoadedAgreement } from './load.ts'

export type { LintFinding } from './lint/finding.ts'

/** Is what people agreed on possible and fair? Errors first, then warnings, each in the order of the files. */
export function lintAgreements(agreements: readonly LoadedAgreement[]): readonly LintFinding[] {
  const each = [lintPlan, lintPeople, lintNeeds, lintLeftovers]
  const found = [...agreements.flatMap((file) => each.flatMap((lint) => lint(file))), ...lintMonths(agreements)]
  return [...found.filter((it) => it.severity === 'error'), ...found.filter((it) => it.severity === 'warning')]
}
