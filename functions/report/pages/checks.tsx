import type { Check, Leak } from '#report/month-data.ts'
import { say } from '#shared/i18n/text.ts'
import { leakWords } from '../leak-words.ts'
import type { View } from '../view.ts'
import { rowForms } from '../words.ts'

function CheckLine({ view, check }: { readonly view: View; readonly check: Check }) {
  const { f, t } = view
  return (
    <li>
      <span class={check.severity === 'block' ? 'off' : 'near'}>{check.severity === 'block' ? '▼' : '≈'}</span>{' '}
      {check.about ? t(check.about) : check.name}: <b>{f.count(check.rows, rowForms[f.language])}</b>
    </li>
  )
}

function LeakLine({ view, leak }: { readonly view: View; readonly leak: Leak }) {
  const { f, t } = view
  const words = leakWords[leak.check]
  return (
    <li>
      <span class="near">≈</span> {words ? t(words) : leak.check}: <b>{f.count(leak.rows, rowForms[f.language])}</b>
      {leak.micros !== null && leak.micros !== 0n && `, ${f.micros(leak.micros)}`}
    </li>
  )
}

/** Warnings with their counts: oddities of the sources and gaps of tagging. Nothing found, nothing shown but the word. */
export function Checks(view: View) {
  const { t, data } = view
  const found = (data.checks ?? []).filter((check) => check.rows > 0)
  const leaks = data.leaks.filter((leak) => leak.rows > 0)
  if (found.length === 0 && leaks.length === 0) return null
  return (
    <section id="checks">
      <h2>{t(say('Предупреждения', 'Warnings'))}</h2>
      <ul class="checks">
        {found.map((check) => (
          <CheckLine key={check.name} view={view} check={check} />
        ))}
        {leaks.map((leak) => (
          <LeakLine key={leak.check} view={view} leak={leak} />
        ))}
      </ul>
    </section>
  )
}
