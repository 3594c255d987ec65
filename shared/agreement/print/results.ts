import type { Language } from '#shared/i18n/text.ts'
import { say } from '#shared/i18n/text.ts'
import { kpiRows } from '../compile/results.ts'
import { monthText } from '../describe/dates.ts'
import { sideText, targetText } from '../describe/values.ts'
import { findKpi } from '../kpi-catalogue.ts'
import { shareText } from '../lint/numbers.ts'
import type { LoadedAgreement } from '../load.ts'
import type { Agreement } from '../schema.ts'
import { type Html, html } from './html.ts'
import { tableSection } from './sections.ts'

/** A sign and its number stand on one line. */
const held = (text: string): string => text.replaceAll(' ', '\u00a0')

/** The first month's targets, and which later months differ. */
export function planSection(loaded: LoadedAgreement, language: Language): Html {
  const { agreement } = loaded
  const months = Object.keys(agreement.plan).sort()
  const first = months[0]
  if (first === undefined) return html``
  const owners = new Map(kpiRows(loaded).map((row) => [row.kpi, String(row.owner)]))
  const rows = Object.entries(agreement.plan[first]!).map(([id, target]) => {
    const kpi = findKpi(id)!
    const label = agreement.kpi?.agreed[id]?.label ?? kpi.label
    const goal = targetText(kpi, target, agreement.company.currency)
    return [html`<b>${label[language]}</b>`, sideText(owners.get(id) ?? kpi.zone)[language], held(goal[language])]
  })
  const section = tableSection(
    say(`5. План на ${monthText(first).ru}`, `5. Plan for ${monthText(first).en}`),
    rows,
    language,
  )
  return html`${section}${laterMonths(agreement, months, language)}`
}

function laterMonths(agreement: Agreement, months: readonly string[], language: Language): Html {
  const [first, ...later] = months
  const changed = later.filter(
    (month) => JSON.stringify(agreement.plan[month]) !== JSON.stringify(agreement.plan[first!]),
  )
  const same = later.filter((month) => !changed.includes(month))
  const notes = [
    ...(same.length > 0 ? [say(`Те же цели: ${names(same, 'ru')}.`, `Same targets: ${names(same, 'en')}.`)] : []),
    ...changed.map((month) => changedMonth(agreement, first!, month)),
  ]
  return html`<p>${notes.map((note) => note[language]).join(' ')}</p>`
}

const names = (months: readonly string[], language: Language): string =>
  months.map((month) => monthText(month)[language]).join(', ')

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function changedMonth(agreement: Agreement, first: string, month: string) {
  const base = agreement.plan[first]!
  const changed = Object.entries(agreement.plan[month]!).filter(
    ([id, target]) => JSON.stringify(base[id]) !== JSON.stringify(target),
  )
  const inLanguage = (language: Language) =>
    changed
      .map(([id, target]) => {
        const kpi = findKpi(id)!
        return `${kpi.label[language]} ${held(targetText(kpi, target, agreement.company.currency)[language])}`
      })
      .join(', ')
  return say(`${capital(monthText(month).ru)}: ${inLanguage('ru')}.`, `${monthText(month).en}: ${inLanguage('en')}.`)
}

export function bonusSection({ agreement }: LoadedAgreement, language: Language): Html {
  const roles = Object.entries(agreement.bonus ?? {}).map(([role, { weights, threshold, cap, gates }]) => {
    const shares = Object.entries(weights)
      .map(([id, { weight }]) => `${findKpi(id)!.label[language]}\u00a0${weight}`)
      .join(', ')
    const gate = Object.entries(gates)
      .map(([id, target]) => {
        const kpi = findKpi(id)!
        return `${kpi.label[language]} ${held(targetText(kpi, target, agreement.company.currency)[language])}`
      })
      .join(', ')
    const limits = say(
      `От ${shareText(threshold).ru} плана, не выше ${shareText(cap).ru}.`,
      `From ${shareText(threshold).en} of the plan, at most ${shareText(cap).en}.`,
    )
    const gated = gate === '' ? '' : say(` Только если: ${gate}.`, ` Only if: ${gate}.`)[language]
    return [html`<b>${sideText(role)[language]}</b>`, `${shares}. ${limits[language]}${gated}`]
  })
  return tableSection(say('6. Премии: вес в процентах', '6. Bonus: weights in per cent'), roles, language)
}
