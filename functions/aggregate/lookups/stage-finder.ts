import type { Row } from '#aggregate/model.ts'
import { folded, groupBy } from './text.ts'

export interface StageAnswer {
  readonly stage: string
  readonly outcome: string
  readonly isMapped: boolean
}

const any = '*'

/** A named CRM stage weighs more than a named pipeline, and that more than a named source. */
const weights = { crm_stage: 4, pipeline: 2, source: 1 } as const

function weight(rule: Row, use: Row): number {
  let sum = 0
  for (const [column, points] of Object.entries(weights)) {
    const said = folded(rule[column])
    if (said === any) continue
    if (said !== folded(use[column])) return -1
    sum += points
  }
  return sum
}

function bestRule(rules: readonly Row[], use: Row): Row | undefined {
  let best: { rule: Row; points: number } | undefined
  for (const rule of rules) {
    const points = weight(rule, use)
    if (points >= 0 && points > (best?.points ?? -1)) best = { rule, points }
  }
  return best?.rule
}

/** Rules and stages of the agreement itself first, then of the others from the newest to the oldest. */
export function stageFinder(rules: readonly Row[], stages: readonly Row[]): (use: Row) => StageAnswer {
  const rulesOf = groupBy(rules, (rule) => String(rule.agreement))
  const newestFirst = [...rulesOf.keys()].sort().reverse()
  const ids = new Set(stages.map((stage) => String(stage.stage)))
  return (use) => {
    const own = String(use.agreement)
    for (const agreement of [own, ...newestFirst.filter((one) => one !== own)]) {
      const rule = bestRule(rulesOf.get(agreement) ?? [], use)
      if (rule) return { stage: String(rule.stage), outcome: String(rule.outcome), isMapped: true }
    }
    const text = folded(use.crm_stage)
    if (ids.has(text)) return { stage: text, outcome: text === 'won' ? 'won' : 'open', isMapped: true }
    return { stage: 'lead', outcome: 'open', isMapped: false }
  }
}
