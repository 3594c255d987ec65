import type { Stage } from '#report/month-data.ts'
import { say } from '#shared/i18n/text.ts'
import { Funnel, type FunnelBar } from '../charts/funnel.tsx'
import { judged } from '../kpi-rows.ts'
import { share, type View } from '../view.ts'

/** The KPI whose plan is the plan of a stage. */
const stagePlans: Readonly<Record<string, string>> = { lead: 'valid_leads', mql: 'mql', sql: 'sql', won: 'won_deals' }

/** The shared band reaches down to the hand-off, whoever owns the stages in it; marketing's stages stay marketing's. */
function zoneOf(owner: string, isBeforeHandoff: boolean): FunnelBar['zone'] {
  if (owner === 'marketing') return 'marketing'
  return isBeforeHandoff || owner === 'shared' ? 'shared' : 'sales'
}

function planOf({ data }: View, kpi: string | undefined): number | null {
  const row = kpi ? judged(data, kpi) : undefined
  return row?.comparison === 'min' ? row.low : null
}

/** Marked only where the KPI itself is: a month that is still running misses nothing yet. */
function missOf({ f, data }: View, kpi: string | undefined, count: number): FunnelBar['miss'] {
  const row = kpi ? judged(data, kpi) : undefined
  if (row?.status !== 'below' || row.low === null || count >= row.low) return null
  return { text: `▼ ${f.signedNumber(count - row.low)}`, tone: 'off' }
}

interface Step {
  readonly id: string
  readonly label: string
  readonly count: number
  readonly owner: string
  readonly isHandoff: boolean
  readonly kpi: string | undefined
}

/** Requests, then the stages from the lead on; traffic before it would dwarf every bar. */
function stepsOf({ t, data }: View): Step[] {
  const leadAt = data.stages.findIndex((stage) => stage.stage === 'lead')
  const stages = data.stages.slice(Math.max(0, leadAt)).filter((stage) => !['repeat', 'loyalty'].includes(stage.stage))
  const requests = data.sources.reduce((sum, row) => sum + row.requests, 0)
  const label = (stage: Stage) => (stage.stage === 'lead' ? t(say('Валидные лиды', 'Valid leads')) : t(stage.label))
  return [
    {
      id: 'requests',
      label: t(say('Заявки', 'Requests')),
      count: requests,
      owner: 'marketing',
      isHandoff: false,
      kpi: 'requests',
    },
    ...stages.map((stage) => ({
      id: stage.stage,
      label: label(stage),
      count: stage.reached,
      owner: stage.owner,
      isHandoff: stage.isHandoff,
      kpi: stagePlans[stage.stage],
    })),
  ]
}

function barsOf(view: View): FunnelBar[] {
  const { f, t } = view
  const steps = stepsOf(view)
  const handoffAt = steps.findIndex((step) => step.isHandoff)
  return steps.map((step, index) => {
    const before = steps[index - 1]
    const part = before ? share(step.count, before.count) : null
    return {
      id: step.id,
      label: step.label,
      count: step.count,
      countText: f.number(step.count),
      shareText: part === null ? '' : f.percent(part),
      zone: zoneOf(step.owner, index <= handoffAt),
      plan: planOf(view, step.kpi),
      miss: missOf(view, step.kpi, step.count),
      handoff: step.isHandoff ? t(say('передача: дальше отвечают продажи', 'hand-off: sales’ from here')) : null,
    }
  })
}

export function FunnelSection(view: View) {
  const { f, t, data } = view
  const bars = barsOf(view)
  const isEmpty = bars.every((bar) => bar.count === 0)
  const requests = bars[0]?.count ?? 0
  const perVisit = share(requests, data.visits)
  return (
    <section>
      <h2>
        {t(say('Воронка', 'Funnel'))} <small>{t(say('лиды этого месяца', 'leads of this month'))}</small>
      </h2>
      {isEmpty ? (
        <p class="note">— {t(say('за месяц нет ни одной заявки', 'no requests in this month'))}</p>
      ) : (
        <>
          <Funnel bars={bars} />
          <p class="note">
            {perVisit !== null &&
              `${t(say('Визиты', 'Visits'))} ${f.number(data.visits)}, ${t(say('в заявку', 'to a request'))} ${f.percent(perVisit)}. `}
            {t(
              say(
                'Штриховка — маркетинг, на полосе — общая зона, тёмные — продажи. Черта — план. Процент — от предыдущей ступени.',
                'Hatched is marketing, on the band is the shared zone, dark is sales. A tick is the plan. Percent of the step before.',
              ),
            )}
          </p>
        </>
      )}
    </section>
  )
}
