import { say } from '#shared/i18n/text.ts'
import { LineChart } from '../charts/line.tsx'
import type { View } from '../view.ts'

export function ShareSection({ f, t, data }: View) {
  const told = data.sqlShare.filter((point) => point.value !== null)
  const last = told[told.length - 1]
  const plan = data.sqlShare.findLast((point) => point.target !== null)?.target ?? null
  const title = t(say('Доля SQL по месяцам', 'SQL share by month'))
  const points = data.sqlShare.map((point) => {
    const counts = `${f.number(point.numerator ?? 0)} / ${f.number(point.denominator ?? 0)}`
    return {
      label: f.monthWord(point.month),
      value: point.value,
      isRipe: point.isRipe,
      isOff: point.isRipe && point.value !== null && point.target !== null && point.value < point.target,
      title: `${f.month(point.month)}: ${point.value === null ? '—' : f.percent(point.value)} (${counts})`,
    }
  })
  return (
    <section>
      <h2>{title}</h2>
      {last?.value === null || last === undefined ? (
        <p class="note">— {t(say('нет лидов, доли нет', 'no leads, no share'))}</p>
      ) : (
        <>
          <LineChart
            points={points}
            plan={plan}
            planWord={t(say('план', 'plan'))}
            planText={plan === null ? '' : f.percent(plan, 0)}
            caption={`${title}: ${points.map((point) => point.title).join('; ')}`}
            axis={(value) => f.percent(value, 0)}
          />
          <p class="note">
            {t(
              say(
                'SQL среди валидных лидов, по месяцу лида. Полая точка — месяц ещё созревает, судить рано.',
                'SQL among valid leads, by the month of the lead. A hollow point is still ripening, too early to judge.',
              ),
            )}
          </p>
        </>
      )}
    </section>
  )
}
