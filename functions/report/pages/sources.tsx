import { say } from '#shared/i18n/text.ts'
import { Stack } from '../charts/stack.tsx'
import { judged } from '../kpi-rows.ts'
import { type SourceLine, sourceLines, totalLine } from '../source-tree.ts'
import { costPer, romiOf, share, type View } from '../view.ts'
import { verdictWords } from '../words.ts'

const words = {
  head: say('Источники', 'Sources'),
  source: say('Источник → кампания', 'Source → campaign'),
  spend: say('Расход', 'Spend'),
  requests: say('Заявки', 'Requests'),
  valid: say('Валидные', 'Valid'),
  sqlShare: say('Доля SQL', 'SQL share'),
  deals: say('Сделки', 'Deals'),
  verdicts: say('Что говорят продажи', 'What sales say'),
}

const verdictOrder = ['qualified', 'notTarget', 'fake', 'unreached', 'none'] as const

const legend = ({ t }: View) => verdictOrder.map((key) => t(verdictWords[key])).join(' · ')

interface LineProps {
  readonly view: View
  readonly line: SourceLine
  readonly hasMargin: boolean
  readonly isEarly: boolean
}

function Verdicts({ view, line }: Pick<LineProps, 'view' | 'line'>) {
  const parts = verdictOrder.map((id) => ({ id, count: line.verdicts[id] }))
  const whole = parts.reduce((sum, part) => sum + part.count, 0)
  if (whole === 0) return <>—</>
  const spoken = parts.map((part) => `${view.t(verdictWords[part.id])} ${part.count}`).join(', ')
  return (
    <>
      <Stack parts={parts} />
      <span class="own" aria-hidden="true">
        {parts.map((part) => view.f.number(part.count)).join(' · ')}
      </span>
      <span class="hidden">{spoken}</span>
    </>
  )
}

/** Below the plan by more than chance of a handful: marked by glyph and colour. */
function SqlShare({ view, line }: Pick<LineProps, 'view' | 'line'>) {
  const value = share(line.sql, line.valid)
  if (value === null) return <>—</>
  const plan = judged(view.data, 'sql_share')?.low ?? null
  const isOff = plan !== null && value < plan && line.valid >= 5
  return <span class={isOff ? 'off' : undefined}>{`${isOff ? '▼ ' : ''}${view.f.percent(value)}`}</span>
}

function Cells({ view, line, hasMargin, isEarly }: LineProps) {
  const { f, t } = view
  const cpl = costPer(line.spend, line.valid)
  const romi = hasMargin ? romiOf(line) : null
  const hasSpend = line.spend !== null && line.spend !== 0n
  return (
    <>
      <td data-l={t(words.spend)}>{hasSpend ? f.micros(line.spend ?? 0n) : '—'}</td>
      <td data-l={t(words.requests)}>{f.number(line.requests)}</td>
      <td data-l={t(words.valid)}>{f.number(line.valid)}</td>
      <td data-l="CPL">{cpl === null ? '—' : f.money(cpl)}</td>
      <td data-l="SQL">{f.number(line.sql)}</td>
      <td data-l={t(words.sqlShare)}>
        <SqlShare view={view} line={line} />
      </td>
      <td data-l={t(words.deals)}>
        {f.number(line.won)}
        {isEarly && '*'}
      </td>
      <td data-l="ROMI" class={isEarly ? 'na' : undefined}>
        {romi === null ? '—' : `${f.percent(romi, 0)}${isEarly ? '*' : ''}`}
      </td>
      <td class="left verdicts" data-l={t(words.verdicts)}>
        <Verdicts view={view} line={line} />
      </td>
    </>
  )
}

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
  const columns = [words.spend, words.requests, words.valid, 'CPL', 'SQL', words.sqlShare, words.deals, 'ROMI']
  return (
    <thead>
      <tr>
        <th scope="col">{t(words.source)}</th>
        {columns.map((column) => {
          const label = typeof column === 'string' ? column : t(column)
          return (
            <th scope="col" key={label}>
              {label}
            </th>
          )
        })}
        <th scope="col" class="left">
          {t(words.verdicts)}
        </th>
      </tr>
    </thead>
  )
}

export function Sources(view: View) {
  const { t, data } = view
  const cohort = data.cohorts.find((row) => row.month === data.month)
  const isEarly = cohort ? !cohort.isPublishable : false
  const hasMargin = data.sources.some((row) => row.grossProfit !== null)
  const lines = sourceLines(data)
  const shared = { view, hasMargin, isEarly }
  return (
    <section>
      <h2>{t(words.head)}</h2>
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
                  <Cells {...shared} line={line} />
                </tr>
              ))}
              <tr class="total">
                <th scope="row">{t(totalLine(data).label)}</th>
                <Cells {...shared} line={totalLine(data)} />
              </tr>
            </tbody>
          </table>
          <p class="note">{notes(view, hasMargin, isEarly)}</p>
        </>
      )}
    </section>
  )
}
