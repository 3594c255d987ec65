import { say, type Text } from '#shared/i18n/text.ts'
import { targetText } from '../describe/values.ts'
import { findKpi } from '../kpi-catalogue.ts'
import type { Agreement } from '../schema.ts'
import type { Target } from '../target.ts'

type Targets = Readonly<Record<string, Target>>

/** Each month of the new plan against the same month of the old one, or the old plan's last month. Months that change alike are told once. */
export function diffPlan(a: Agreement, b: Agreement): readonly Text[] {
  const lastOld = Object.keys(a.plan).sort().at(-1)
  const lines = Object.entries(b.plan).flatMap(([month, targets]) => {
    const old = a.plan[month] ?? (lastOld === undefined ? {} : a.plan[lastOld]!)
    return changes(old, targets, a, b).map((line) => ({ line, month }))
  })
  const groups = Map.groupBy(lines, ({ line }) => line.en)
  return [...groups.values()].map((group) => {
    const first = group[0]!
    const months = group.length === 1 ? first.month : `${first.month} … ${group.at(-1)!.month}`
    return say(`План ${months}: ${first.line.ru}`, `Plan ${months}: ${first.line.en}`)
  })
}

function changes(old: Targets, now: Targets, a: Agreement, b: Agreement): readonly Text[] {
  const ids = [...new Set([...Object.keys(old), ...Object.keys(now)])]
  return ids.flatMap((id) => {
    const kpi = findKpi(id)!
    const was = old[id] && targetText(kpi, old[id], a.company.currency)
    const is = now[id] && targetText(kpi, now[id], b.company.currency)
    if (was?.en === is?.en) return []
    const [ru, en] = [`«${kpi.label.ru}»`, `“${kpi.label.en}”`]
    if (!was) return [say(`${ru}: новая цель ${is!.ru}`, `${en}: new target ${is!.en}`)]
    if (!is) return [say(`${ru}: цели больше нет (была ${was.ru})`, `${en}: no target any more (was ${was.en})`)]
    return [say(`${ru}: было ${was.ru}, стало ${is.ru}`, `${en}: was ${was.en}, now ${is.en}`)]
  })
}
