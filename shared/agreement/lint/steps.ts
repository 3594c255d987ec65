import { say, type Text } from '#shared/i18n/text.ts'
import { findKpi } from '../kpi-catalogue.ts'
import type { PlanFinding } from './finding.ts'
import { countText, enoughShare, shareText } from './numbers.ts'
import type { PlanMonth } from './plan-month.ts'

const tolerance = 0.01

/** Conversions that must give a third one, and a count that must give another. */
export const checkSteps = (plan: PlanMonth): readonly PlanFinding[] => [
  ...product(plan, 'sql_share', 'sql_to_deal', 'lead_to_client', shareText),
  ...product(plan, 'lead_to_mql', 'mql_to_sql', 'sql_share', shareText),
  ...product(plan, 'valid_leads', 'lead_to_client', 'new_clients', countText),
  ...product(plan, 'valid_leads', 'sql_share', 'sql', countText),
]

const name = (id: string): Text => findKpi(id)!.label

/** first × second must reach whole. */
function product(
  plan: PlanMonth,
  first: string,
  second: string,
  whole: string,
  shown: (value: number) => Text,
): readonly PlanFinding[] {
  const [a, b, target] = [first, second, whole].map(plan.low)
  if (!a || !b || !target || a * b >= target * (1 - tolerance)) return []
  const inLanguage = (language: 'ru' | 'en') =>
    `${name(first)[language]} ${shown(a)[language]} × ${name(second)[language]} ${shareText(b)[language]} = ${shown(a * b)[language]}`
  const target_ = shown(target)
  const what = say(
    `план не сходится: ${inLanguage('ru')}, а «${name(whole).ru}» ${target_.ru}`,
    `the plan does not add up: ${inLanguage('en')}, but “${name(whole).en}” is ${target_.en}`,
  )
  const needed = shareText(enoughShare(target / a))
  const ways = [
    ...(target <= a ? [say(`«${name(second).ru}» ${needed.ru}`, `“${name(second).en}” of ${needed.en}`)] : []),
    say(`«${name(whole).ru}» ${shown(a * b).ru}`, `“${name(whole).en}” of ${shown(a * b).en}`),
  ]
  return [{ severity: 'error', code: 'incoherent_funnel', kpi: whole, what, ways }]
}
