import type { DayPart, MonthData } from '#report/month-data.ts'
import type { Format } from '#shared/i18n/format.ts'
import { judged } from '../kpi-rows.ts'
import { planText, sentence, share } from '../view.ts'
import { statusWords } from '../words.ts'
import type { Decision } from './decision.ts'

const smallestSample = 10
const noticeable = 0.15

interface Worst {
  readonly part: DayPart
  readonly kept: number
  readonly elsewhere: number
}

/** The part of the day that is clearly slower than the rest of it. */
function worstPart(parts: readonly DayPart[]): Worst | undefined {
  const found = parts.flatMap((part): Worst[] => {
    const others = parts.filter((other) => other !== part)
    const due = others.reduce((sum, other) => sum + other.due, 0)
    const keptElsewhere = others.reduce((sum, other) => sum + other.kept, 0)
    const kept = share(part.kept, part.due)
    const elsewhere = share(keptElsewhere, due)
    if (kept === null || elsewhere === null || part.due < smallestSample) return []
    return elsewhere - kept >= noticeable ? [{ part, kept, elsewhere }] : []
  })
  return found.sort((a, b) => a.kept - b.kept)[0]
}

const hours = (part: DayPart) => `${part.fromHour}:00–${part.toHour}:00`

function partRu(f: Format, worst: Worst): string {
  const { part } = worst
  return `Лиды ${hours(part)}: вовремя ${f.number(part.kept)} из ${f.number(part.due)} (${f.percent(worst.kept, 0)}), в остальное время ${f.percent(worst.elsewhere, 0)}.`
}

function partEn(f: Format, worst: Worst): string {
  const { part } = worst
  return `Leads of ${hours(part)}: ${f.number(part.kept)} of ${f.number(part.due)} in time (${f.percent(worst.kept, 0)}), ${f.percent(worst.elsewhere, 0)} at other hours.`
}

export function slowContact(data: MonthData): Decision[] {
  const kpi = judged(data, 'first_contact_in_limit')
  if (!kpi || kpi.value === null || statusWords[kpi.status].tone !== 'off') return []
  const { value, numerator, denominator } = kpi
  const worst = worstPart(data.reaction?.parts ?? [])
  const late = (denominator ?? 0) - (numerator ?? 0)
  const { currency } = data.company
  return [
    {
      id: 'first_contact',
      tone: 'off',
      title: sentence(
        currency,
        (f) =>
          worst
            ? `Медленный первый контакт, хуже всего ${hours(worst.part)}`
            : `Первый контакт опаздывает: в срок ${f.percent(value)}`,
        (f) =>
          worst
            ? `Slow first contact, worst at ${hours(worst.part)}`
            : `First contact is late: ${f.percent(value)} in time`,
      ),
      text: sentence(
        currency,
        (f) =>
          `В срок ${f.percent(value)} лидов при плане ${planText(f, kpi)}, позже срока ${f.number(late)} из ${f.number(denominator ?? 0)}. ${worst ? partRu(f, worst) : ''}`.trim(),
        (f) =>
          `${f.percent(value)} of leads in time against a plan of ${planText(f, kpi)}; ${f.number(late)} of ${f.number(denominator ?? 0)} were late. ${worst ? partEn(f, worst) : ''}`.trim(),
      ),
      kpis: ['first_contact_in_limit'],
    },
  ]
}
