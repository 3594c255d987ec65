import { say } from '#shared/i18n/text.ts'
import type { PlanFinding } from './finding.ts'
import { clientsText, enough, enoughShare, leadsText, moneyText, shareText, within } from './numbers.ts'
import type { PlanMonth } from './plan-month.ts'

const tolerance = 0.01
/** A limit this many times above what the rest of the plan allows never fires. */
const slack = 2

/** CPL × leads ÷ clients against the CAC limit. */
export function checkCac(plan: PlanMonth): readonly PlanFinding[] {
  const [leads, rate] = ['valid_leads', 'lead_to_client'].map(plan.low)
  const [cpl, limit] = ['cpl', 'cac_marketing'].map(plan.high)
  if (!rate || !cpl || !limit) return []
  const cac = cpl / rate
  const money = (value: number) => moneyText(value, plan.currency)
  const clients = leads === undefined ? undefined : clientsText(leads * rate)
  const sum =
    leads === undefined || clients === undefined
      ? say(
          `CPL ${money(cpl).ru} ÷ CR ${shareText(rate).ru} = CAC ${money(cac).ru}`,
          `CPL ${money(cpl).en} ÷ conversion ${shareText(rate).en} = CAC ${money(cac).en}`,
        )
      : say(
          `CPL ${money(cpl).ru} × ${leadsText(leads).ru} ÷ ${clients.ru} = CAC ${money(cac).ru}`,
          `CPL ${money(cpl).en} × ${leadsText(leads).en} ÷ ${clients.en} = CAC ${money(cac).en}`,
        )
  if (cac > limit * (1 + tolerance)) {
    const ways = [
      say(`CPL не выше ${money(within(limit * rate)).ru}`, `CPL of at most ${money(within(limit * rate)).en}`),
      say(
        `CR лид → клиент ${shareText(enoughShare(cpl / limit)).ru}`,
        `lead → client conversion of ${shareText(enoughShare(cpl / limit)).en}`,
      ),
      say(`предел CAC ${money(enough(cac)).ru}`, `a CAC limit of ${money(enough(cac)).en}`),
    ]
    const what = say(
      `план не сходится: ${sum.ru}, а предел ${money(limit).ru}`,
      `the plan does not add up: ${sum.en}, the limit is ${money(limit).en}`,
    )
    return [{ severity: 'error', code: 'incoherent_cac', kpi: 'cac_marketing', what, ways }]
  }
  if (cac * slack > limit) return []
  const what = say(
    `${sum.ru}, а предел ${money(limit).ru}: этот KPI не сработает никогда`,
    `${sum.en}, the limit is ${money(limit).en}: this KPI can never fire`,
  )
  const near = money(enough(cac * 1.25))
  const ways = [say(`предел CAC около ${near.ru}`, `a CAC limit of about ${near.en}`)]
  return [{ severity: 'warning', code: 'cac_never_fires', kpi: 'cac_marketing', what, ways }]
}

/** CPL × leads against the budget. */
export function checkBudget(plan: PlanMonth): readonly PlanFinding[] {
  const [leads, floor] = [plan.low('valid_leads'), plan.low('cpl')]
  const [cpl, budget] = ['cpl', 'spend'].map(plan.high)
  if (!leads || !cpl || !budget || leads * cpl <= budget * (1 + tolerance)) return []
  const money = (value: number) => moneyText(value, plan.currency)
  const cannot = floor !== undefined && leads * floor > budget * (1 + tolerance)
  const shown = cannot ? floor : cpl
  const sum = say(
    `план не сходится: ${leadsText(leads).ru} × CPL ${money(shown).ru} = ${money(leads * shown).ru}, а бюджет ${money(budget).ru}`,
    `the plan does not add up: ${leadsText(leads).en} × CPL ${money(shown).en} = ${money(leads * shown).en}, the budget is ${money(budget).en}`,
  )
  const ways = [
    say(`бюджет ${money(enough(leads * shown)).ru}`, `a budget of ${money(enough(leads * shown)).en}`),
    say(`CPL не выше ${money(within(budget / leads)).ru}`, `CPL of at most ${money(within(budget / leads)).en}`),
    leadsText(within(budget / shown)),
  ]
  return [{ severity: cannot ? 'error' : 'warning', code: 'incoherent_budget', kpi: 'spend', what: sum, ways }]
}

/** CAC against cheque × margin and ROMI. */
export function checkRomi(plan: PlanMonth): readonly PlanFinding[] {
  const [romi, cheque] = ['romi', 'avg_cheque'].map(plan.low)
  const cac = plan.high('cac_marketing')
  if (romi === undefined || !cheque || !cac) return []
  const margin = plan.margin ?? 1
  const profit = cheque * margin
  const reached = profit / cac - 1
  if (reached >= romi * (1 - tolerance)) return []
  const money = (value: number) => moneyText(value, plan.currency)
  const needed = {
    cac: money(within(profit / (1 + romi))),
    cheque: money(enough((cac * (1 + romi)) / margin)),
    romi: shareText(reached),
  }
  const what = say(
    `план не сходится: чек ${money(cheque).ru} × маржа ${shareText(margin).ru} = ${money(profit).ru} прибыли; при CAC ${money(cac).ru} это ROMI ${needed.romi.ru}, а не ${shareText(romi).ru}`,
    `the plan does not add up: cheque ${money(cheque).en} × margin ${shareText(margin).en} = ${money(profit).en} of profit; at CAC ${money(cac).en} this is a ROMI of ${needed.romi.en}, not ${shareText(romi).en}`,
  )
  const ways = [
    say(`предел CAC ${needed.cac.ru}`, `a CAC limit of ${needed.cac.en}`),
    say(`средний чек ${needed.cheque.ru}`, `average cheque of ${needed.cheque.en}`),
    say(`цель ROMI ${needed.romi.ru}`, `a ROMI target of ${needed.romi.en}`),
  ]
  return [{ severity: 'error', code: 'incoherent_romi', kpi: 'romi', what, ways }]
}
