import type { Kpi } from '#report/month-data.ts'
import { say } from '#shared/i18n/text.ts'
import { partsText, type View } from '../view.ts'
import { basisText, basisWords, ownerWords } from '../words.ts'
import { Popover } from './popover.tsx'

const words = {
  owner: say('отвечает', 'owner'),
  counts: say('Числа', 'Counts'),
  formula: say('Формула', 'Formula'),
  agreement: say('Соглашение', 'Agreement'),
  maturity: say('Созрело', 'Ripe'),
}

/** «CR лид → клиент, когорта апр 26»: the basis is said wherever a KPI stands in several rows. */
export function labelOf({ f, t, data }: View, kpi: Kpi): string {
  const label = t(kpi.label)
  const ripens = data.kpis.some((row) => row.kpi === kpi.kpi && row.basis === 'mature_cohort')
  if (!ripens) return label
  if (kpi.basis === 'period') return `${label}, ${t(basisWords.period ?? kpi.label)}`
  const isMature = kpi.basis === 'mature_cohort'
  const month = kpi.cohortMonth ?? (isMature ? null : data.month)
  const which = isMature ? say('зрелая когорта', 'mature cohort') : say('когорта', 'cohort')
  return `${label}, ${t(which)}${month === null ? '' : ` ${f.monthShort(month)}`}`
}

export const ownerOf = ({ t }: View, kpi: Kpi): string => {
  const word = ownerWords[kpi.owner]
  return kpi.ownerName ?? (word ? t(word) : kpi.owner)
}

/** The KPI's name, which opens its definition. */
export function Term({ view, kpi }: { readonly view: View; readonly kpi: Kpi }) {
  return (
    <Popover id={`d-${kpi.kpi}-${kpi.basis}`} label={labelOf(view, kpi)}>
      <Definition view={view} kpi={kpi} />
    </Popover>
  )
}

/** Formula, counts, basis, agreement and owner of a KPI: what its popover says. */
function Definition({ view, kpi }: { readonly view: View; readonly kpi: Kpi }) {
  const { f, t } = view
  const parts = partsText(f, kpi)
  const basis = basisText(kpi)
  const lines = [
    kpi.formula && `${t(words.formula)}: ${t(kpi.formula)}`,
    parts && `${t(words.counts)}: ${parts}${basis ? `, ${t(basis)}` : ''}`,
    kpi.maturity !== null && `${t(words.maturity)}: ${f.percent(kpi.maturity, 0)}`,
    `${t(words.agreement)} ${kpi.agreement} · ${t(words.owner)}: ${ownerOf(view, kpi)}`,
  ].filter(Boolean)
  return (
    <>
      <b>{t(kpi.label)}</b>
      {kpi.definition && <p>{t(kpi.definition)}</p>}
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </>
  )
}
