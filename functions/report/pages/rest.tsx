import type { Kpi } from '#report/month-data.ts'
import { say } from '#shared/i18n/text.ts'
import { partsText, reasonText, type View, valueText } from '../view.ts'
import { labelOf, Term } from './definition.tsx'

/** «нет визитов: Визит → заявка, доля брендового трафика»: one line per reason. */
function silentLines(view: View, rows: readonly Kpi[]): string[] {
  const reasons = [...new Set(rows.map((row) => reasonText(view, row.reason)))]
  return reasons.map((reason) => {
    const names = rows.filter((row) => reasonText(view, row.reason) === reason).map((row) => labelOf(view, row))
    return `— ${reason}: ${names.join(', ')}`
  })
}

interface Props {
  readonly view: View
  readonly rows: readonly Kpi[]
}

/** Name, value and counts of each KPI, or the reason why there is no value. */
export function Facts({ view, rows, isDefined }: Props & { readonly isDefined: boolean }) {
  const { f } = view
  const told = rows.filter((row) => row.value !== null)
  const silent = rows.filter((row) => row.value === null)
  return (
    <>
      <dl class="rest">
        {told.map((row) => (
          <div key={`${row.kpi} ${row.basis}`}>
            <dt>{isDefined ? <Term view={view} kpi={row} /> : labelOf(view, row)}</dt>
            <dd>
              <b>{valueText(f, row.unit, row.value ?? 0)}</b> {partsText(f, row)}
            </dd>
          </div>
        ))}
      </dl>
      {silentLines(view, silent).map((line) => (
        <p class="note" key={line}>
          {line}
        </p>
      ))}
    </>
  )
}

/** KPIs without a plan are folded away under the table of those that have one. */
export function Rest({ view, rows }: Props) {
  if (rows.length === 0) return null
  return (
    <details>
      <summary>
        {view.t(say('Показатели без плана', 'KPIs without a plan'))}: {view.f.number(rows.length)}
      </summary>
      <Facts view={view} rows={rows} isDefined={false} />
    </details>
  )
}
