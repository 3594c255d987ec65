import { say } from '#shared/i18n/text.ts'
import type { PlanFinding } from './finding.ts'
import { enough, enoughShare, leadsText, moneyText, shareText } from './numbers.ts'
import type { PlanMonth } from './plan-month.ts'

/** Rounding in a plan is no contradiction. */
const tolerance = 0.01
/** A revenue target this far below the rest of the plan says nothing. */
const slack = 1.5

/** Leads × CR × cheque against revenue. */
export function checkRevenue(plan: PlanMonth): readonly PlanFinding[] {
  const [leads, rate, cheque, revenue] = ['valid_leads', 'lead_to_client', 'avg_cheque', 'revenue_new'].map(plan.low)
  if (!leads || !rate || !cheque || !revenue) return []
  const reached = leads * rate * cheque
  const money = (value: number) => moneyText(value, plan.currency)
  const sum = say(
    `${leadsText(leads).ru} × ${shareText(rate).ru} × ${money(cheque).ru} = ${money(reached).ru}`,
    `${leadsText(leads).en} × ${shareText(rate).en} × ${money(cheque).en} = ${money(reached).en}`,
  )
  if (reached < revenue * (1 - tolerance)) {
    const needed = {
      rate: shareText(enoughShare(revenue / (leads * cheque))),
      cheque: money(enough(revenue / (leads * rate))),
      leads: enough(revenue / (rate * cheque)),
    }
    const ways = [
      ...(revenue <= leads * cheque
        ? [say(`CR лид → клиент ${needed.rate.ru}`, `lead → client conversion of ${needed.rate.en}`)]
        : []),
      say(`средний чек ${needed.cheque.ru}`, `average cheque of ${needed.cheque.en}`),
      leadsText(needed.leads),
    ]
    const what = say(
      `план не сходится: ${sum.ru}, а не ${money(revenue).ru}`,
      `the plan does not add up: ${sum.en}, not ${money(revenue).en}`,
    )
    return [{ severity: 'error', code: 'incoherent_revenue', kpi: 'revenue_new', what, ways }]
  }
  if (reached < revenue * slack) return []
  const what = say(
    `${sum.ru}, а план выручки ${money(revenue).ru}: он выполнится, даже если остальное провалено`,
    `${sum.en}, and the revenue plan is ${money(revenue).en}: it is met even when the rest fails`,
  )
  const ways = [say(`план выручки ${money(reached).ru}`, `a revenue plan of ${money(reached).en}`)]
  return [{ severity: 'warning', code: 'slack_revenue', kpi: 'revenue_new', what, ways }]
}
