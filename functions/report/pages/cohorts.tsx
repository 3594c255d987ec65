import type { Cohort, CohortCell } from '#report/month-data.ts'
import { say } from '#shared/i18n/text.ts'
import { type HeatCell, type HeatRow, HeatTable } from '../charts/heat.tsx'
import { share, type View } from '../view.ts'

const words = {
  head: say('Когорты: лид → клиент', 'Cohorts: lead → client'),
  month: say('Месяц', 'Month'),
  leads: say('Лиды', 'Leads'),
  ripeness: say('Зрелость', 'Ripeness'),
  ripe: say('созрела', 'ripe'),
  blind: say('не записывали', 'not recorded'),
  unreached: say('ещё не наступило', 'not reached yet'),
  none: say('нет лидов: сравнивать когорты не из чего', 'no leads, so no cohorts'),
  note: say(
    'Накопленная доля валидных лидов, ставших клиентами, %; столбец — возраст в месяцах. Штриховка — ещё не наступило. С планом сравнивается только созревшая когорта.',
    'Cumulative share of valid leads that became clients, %; a column is the age in months. Hatched is not reached yet. Only a ripe cohort is held against the plan.',
  ),
  running: say('* — возраст ещё идёт, сделки могут прийти.', '* still running, deals may arrive.'),
  blindNote: say(
    '«Не записывали»: тогда источник ещё не отмечал сделки.',
    '“Not recorded”: the source did not note deals then.',
  ),
}

/** A cohort that is not ripe yet never reads 100 %. */
const almost = 0.99

function cellOf(view: View, cell: CohortCell | undefined, isBlind: boolean, top: number): HeatCell {
  const value = cell ? share(cell.reached, cell.leads) : null
  if (!cell || value === null || isBlind) return { text: '', level: null }
  const text = view.f.number(value * 100, 1)
  return { text: cell.isComplete ? text : `${text}*`, level: top > 0 ? value / top : 0 }
}

function noteOf({ f, t }: View, cohort: Cohort): string {
  if (cohort.isBlind) return t(words.blind)
  if (cohort.isPublishable) return t(words.ripe)
  return cohort.maturity === null ? '—' : f.percent(Math.min(cohort.maturity, almost), 0)
}

function rowOf(view: View, cohort: Cohort, ages: readonly number[], top: number): HeatRow {
  return {
    id: cohort.month,
    label: view.f.monthShort(cohort.month),
    size: view.f.number(cohort.leads),
    cells: ages.map((age) =>
      cellOf(
        view,
        cohort.cells.find((cell) => cell.age === age),
        cohort.isBlind,
        top,
      ),
    ),
    note: noteOf(view, cohort),
  }
}

export function Cohorts(view: View) {
  const { t, data } = view
  const filled = data.cohorts.filter((cohort) => cohort.leads > 0)
  const oldest = Math.max(0, ...filled.flatMap((cohort) => cohort.cells.map((cell) => cell.age)))
  const ages = Array.from({ length: oldest + 1 }, (_, age) => age)
  const visible = filled.filter((cohort) => !cohort.isBlind).flatMap((cohort) => cohort.cells)
  const isRunning = visible.some((cell) => !cell.isComplete)
  const top = Math.max(0, ...visible.map((cell) => share(cell.reached, cell.leads) ?? 0))
  return (
    <section>
      <h2>{t(words.head)}</h2>
      {filled.length === 0 ? (
        <p class="note">— {t(words.none)}</p>
      ) : (
        <>
          <HeatTable
            head={[t(words.month), t(words.leads), t(words.ripeness)]}
            ages={ages.map((age) => `+${age}`)}
            rows={filled.map((cohort) => rowOf(view, cohort, ages, top))}
            caption={t(words.head)}
            unreached={t(words.unreached)}
          />
          <p class="note">
            {t(words.note)} {isRunning && t(words.running)}{' '}
            {filled.some((cohort) => cohort.isBlind) && t(words.blindNote)}
          </p>
        </>
      )}
    </section>
  )
}
