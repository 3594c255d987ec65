import type { Kpi, Zone } from '#report/month-data.ts'
import { say } from '#shared/i18n/text.ts'
import { Bullet } from '../charts/bullet.tsx'
import { planRows } from '../kpi-rows.ts'
import { deviationText, planText, reasonText, type View, valueText } from '../view.ts'
import { statusWords, zoneWords } from '../words.ts'
import { ownerOf, Term } from './definition.tsx'
import { Facts, Rest } from './rest.tsx'

const words = {
  head: say('РНП: план и факт', 'Plan and fact'),
  facts: say('Факты месяца, плана нет', 'Facts of the month, no plan'),
  kpi: say('Показатель', 'KPI'),
  plan: say('План', 'Plan'),
  fact: say('Факт', 'Fact'),
  deviation: say('Отклонение', 'Deviation'),
  bar: say('К плану', 'To plan'),
  status: say('Статус', 'Status'),
  owner: say('Отвечает', 'Owner'),
  within: say('в границах', 'within'),
  floor: say('ниже границы', 'below the floor'),
  over: say('выше границы', 'above the band'),
  none: say('Ни один показатель не посчитать по этим данным.', 'These data feed none of the KPIs.'),
}

const zones: readonly Zone[] = ['marketing', 'shared', 'sales', 'common']

function statusWord({ t }: View, kpi: Kpi): string {
  if (kpi.comparison === 'band' && kpi.status === 'below') return t(words.floor)
  if (kpi.comparison === 'band' && kpi.status === 'above') return t(words.over)
  return t(statusWords[kpi.status].word)
}

function Row({ view, kpi }: { readonly view: View; readonly kpi: Kpi }) {
  const { f, t } = view
  const { glyph, tone } = statusWords[kpi.status]
  const isWithin = kpi.comparison === 'band' && kpi.status === 'on_plan'
  const deviation = isWithin ? t(words.within) : deviationText(f, kpi)
  return (
    <tr>
      <th scope="row">
        <Term view={view} kpi={kpi} />
      </th>
      <td class="goal" data-l={t(words.plan)}>
        {planText(f, kpi)}
      </td>
      <td class="fact">{kpi.value === null ? '—' : <b>{valueText(f, kpi.unit, kpi.value)}</b>}</td>
      <td class={`gap ${tone}`}>{tone !== 'na' && deviation}</td>
      <td class="chart">
        <Bullet kpi={kpi} />
      </td>
      <td class={`left state ${tone}`}>
        {glyph} {statusWord(view, kpi)}
        {kpi.value === null && kpi.status === 'no_data' && `: ${reasonText(view, kpi.reason)}`}
      </td>
      <td class="left own">{ownerOf(view, kpi)}</td>
    </tr>
  )
}

function Zones({ view, rows }: { readonly view: View; readonly rows: readonly Kpi[] }) {
  const filled = zones.filter((zone) => rows.some((row) => row.zone === zone))
  return (
    <>
      {filled.map((zone) => (
        <tbody key={zone}>
          <tr class="group">
            <th scope="rowgroup" colSpan={7}>
              {view.t(zoneWords[zone])}
            </th>
          </tr>
          {rows
            .filter((row) => row.zone === zone)
            .map((row) => (
              <Row key={`${row.kpi} ${row.basis}`} view={view} kpi={row} />
            ))}
        </tbody>
      ))}
    </>
  )
}

function PlanTable({ view, rows }: { readonly view: View; readonly rows: readonly Kpi[] }) {
  const { t } = view
  return (
    <table class="plan cards">
      <thead>
        <tr>
          <th scope="col">{t(words.kpi)}</th>
          <th scope="col">{t(words.plan)}</th>
          <th scope="col">{t(words.fact)}</th>
          <th scope="col">{t(words.deviation)}</th>
          <th scope="col" class="chart">
            {t(words.bar)}
          </th>
          <th scope="col" class="left">
            {t(words.status)}
          </th>
          <th scope="col" class="left">
            {t(words.owner)}
          </th>
        </tr>
      </thead>
      <Zones view={view} rows={rows} />
    </table>
  )
}

/** Plan against fact; a month without a plan shows its facts, each with its definition. */
export function Plan(view: View) {
  const { t, data } = view
  const { main, rest } = planRows(data)
  const hasFacts = data.kpis.some((row) => row.value !== null)
  return (
    <section>
      <h2>{t(main.length > 0 ? words.head : words.facts)}</h2>
      {main.length > 0 && <PlanTable view={view} rows={main} />}
      {main.length > 0 && <Rest view={view} rows={rest} />}
      {main.length === 0 && !hasFacts && <p class="note">{t(words.none)}</p>}
      {main.length === 0 && <Facts view={view} rows={rest} isDefined={true} />}
    </section>
  )
}
