import { say } from '#shared/i18n/text.ts'
import { Stack } from '../charts/stack.tsx'
import { judged } from '../kpi-rows.ts'
import type { SourceLine } from '../source-tree.ts'
import { costPer, priceText, romiOf, share, type View } from '../view.ts'
import { verdictWords } from '../words.ts'

export const sourceWords = {
  source: say('Источник → кампания', 'Source → campaign'),
  spend: say('Расход', 'Spend'),
  requests: say('Заявки', 'Requests'),
  valid: say('Валидные', 'Valid'),
  sqlShare: say('Доля SQL', 'SQL share'),
  deals: say('Сделки', 'Deals'),
  verdicts: say('Что говорят продажи', 'What sales say'),
}

/** In the order in which the bars stack and the legend reads. */
export const verdictOrder = ['qualified', 'notTarget', 'fake', 'unreached', 'none'] as const

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

/** Off plan by more than one lead and no handful, in a month that may be judged; the total is judged as the KPI is. */
function isShareOff({ data }: View, line: SourceLine): boolean {
  const kpi = judged(data, 'sql_share')
  if (!kpi || kpi.low === null || kpi.status === 'too_early') return false
  if (line.id === 'total') return kpi.status === 'below'
  return line.valid >= 5 && (line.sql + 1) / line.valid < kpi.low
}

/** Marked by glyph and colour where it is off plan. */
function SqlShare({ view, line }: Pick<LineProps, 'view' | 'line'>) {
  const value = share(line.sql, line.valid)
  if (value === null) return <>—</>
  const isOff = isShareOff(view, line)
  return <span class={isOff ? 'off' : undefined}>{`${isOff ? '▼ ' : ''}${view.f.percent(value)}`}</span>
}

/** The columns of one line; `isEarly`: its deals are still to come. */
export function SourceCells({ view, line, hasMargin, isEarly }: LineProps) {
  const { f, t } = view
  const cpl = costPer(line.spend, line.valid)
  const romi = hasMargin ? romiOf(line) : null
  const hasSpend = line.spend !== null && line.spend !== 0n
  return (
    <>
      <td data-l={t(sourceWords.spend)}>{hasSpend ? f.micros(line.spend ?? 0n) : '—'}</td>
      <td data-l={t(sourceWords.requests)}>{f.number(line.requests)}</td>
      <td data-l={t(sourceWords.valid)}>{f.number(line.valid)}</td>
      <td data-l="CPL">{cpl === null ? '—' : priceText(f, cpl)}</td>
      <td data-l="SQL">{f.number(line.sql)}</td>
      <td data-l={t(sourceWords.sqlShare)}>
        <SqlShare view={view} line={line} />
      </td>
      <td data-l={t(sourceWords.deals)}>
        {f.number(line.won)}
        {isEarly && '*'}
      </td>
      <td data-l="ROMI" class={isEarly ? 'na' : undefined}>
        {romi === null ? '—' : `${f.percent(romi, 0)}${isEarly ? '*' : ''}`}
      </td>
      <td class="left verdicts">
        <Verdicts view={view} line={line} />
      </td>
    </>
  )
}
