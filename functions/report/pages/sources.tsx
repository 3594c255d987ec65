import { say } from '#shared/i18n/text.ts'
import { sourceLines, totalLine } from '../source-tree.ts'
import type { View } from '../view.ts'
import { verdictWords } from '../words.ts'
import { SourceCells, sourceWords, verdictOrder } from './source-cells.tsx'

const head = say('Источники', 'Sources')

const legend = ({ t }: View) => verdictOrder.map((key) => t(verdictWords[key])).join(' · ')

function notes(view: View, hasMargin: boolean, isEarly: boolean): string {
  const { t, data } = view
  const hasSpend = data.sources.some((row) => (row.spend ?? 0n) > 0n)
  return [
    t(say(`Вердикты по порядку: ${legend(view)}.`, `Verdicts in this order: ${legend(view)}.`)),
    t(
      say(
        'Всё по дате лида: сделка стоит в месяце своего лида.',
        'All by lead date: a deal stands in the month of its lead.',
      ),
    ),
    isEarly ? t(say('* Сделки ещё придут, судить рано.', '* Deals are still to come, too early to judge.')) : '',
    hasSpend ? '' : t(say('CPL — нет расходов.', 'CPL: no spend.')),
    hasMargin
      ? ''
      : t(say('ROMI — нет валовой прибыли: маржа не задана.', 'ROMI: no gross profit, the margin is not set.')),
  ]
    .filter(Boolean)
    .join(' ')
}

function Head({ t }: View) {
  const columns = [
    sourceWords.spend,
    sourceWords.requests,
    sourceWords.valid,
    'CPL',
    'SQL',
    sourceWords.sqlShare,
    sourceWords.deals,
    'ROMI',
  ]
  return (
    <thead>
      <tr>
        <th scope="col">{t(sourceWords.source)}</th>
        {columns.map((column) => {
          const label = typeof column === 'string' ? column : t(column)
          return (
            <th scope="col" key={label}>
              {label}
            </th>
          )
        })}
        <th scope="col" class="left">
          {t(sourceWords.verdicts)}
        </th>
      </tr>
    </thead>
  )
}

/** Lines that fit on a sheet together with what stands below; a longer table may go on, with its head, on the next. */
const onSheet = 24

export function Sources(view: View) {
  const { t, data } = view
  const cohort = data.cohorts.find((row) => row.month === data.month)
  const isEarly = cohort ? !cohort.isPublishable : false
  const hasMargin = data.sources.some((row) => row.grossProfit !== null)
  const lines = sourceLines(data)
  const shared = { view, hasMargin, isEarly }
  return (
    <section class={lines.length > onSheet ? 'long' : undefined}>
      <h2>{t(head)}</h2>
      {lines.length === 0 ? (
        <p class="note">— {t(say('за месяц нет ни расходов, ни заявок', 'no spend and no requests in this month'))}</p>
      ) : (
        <>
          <table class="sources cards">
            <Head {...view} />
            <tbody>
              {lines.map((line) => (
                <tr key={line.id} class={line.depth === 1 ? 'sub' : undefined}>
                  <th scope="row">{t(line.label)}</th>
                  <SourceCells {...shared} line={line} />
                </tr>
              ))}
              <tr class="total">
                <th scope="row">{t(totalLine(data).label)}</th>
                <SourceCells {...shared} line={totalLine(data)} />
              </tr>
            </tbody>
          </table>
          <p class="note">{notes(view, hasMargin, isEarly)}</p>
        </>
      )}
    </section>
  )
}
