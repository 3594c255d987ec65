import { say, type Text } from '#shared/i18n/text.ts'
import type { LoadedAgreement } from '../load.ts'
import { checkBudget, checkCac, checkRomi } from './costs.ts'
import type { LintFinding } from './finding.ts'
import { type PlanMonth, planMonths } from './plan-month.ts'
import { checkRevenue } from './revenue.ts'
import { checkSteps } from './steps.ts'

const checks = [checkRevenue, checkCac, checkBudget, checkRomi, checkSteps]

/** Do the numbers of the plan agree with each other? Months that fail alike are told once. */
export function lintPlan({ agreement, locate }: LoadedAgreement): readonly LintFinding[] {
  const found = planMonths(agreement).flatMap((plan: PlanMonth) =>
    checks.flatMap((check) => check(plan)).map((finding) => ({ ...finding, month: plan.month })),
  )
  const groups = Map.groupBy(found, (finding) => `${finding.code} ${finding.what.en}`)
  return [...groups.values()].map((group) => {
    const { severity, code, kpi, month, what, ways } = group[0]!
    const months = monthsText(group.map((finding) => finding.month))
    return {
      severity,
      code,
      what: say(`${months.ru}: ${what.ru}`, `${months.en}: ${what.en}`),
      where: locate(['plan', month, kpi]),
      ways,
    }
  })
}

function monthsText(months: readonly string[]): Text {
  const more = months.length - 1
  return more === 0
    ? say(months[0]!, months[0]!)
    : say(`${months[0]} и ещё ${more} мес.`, `${months[0]} and ${more} more`)
}
