import { to } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { say } from '#shared/i18n/text.ts'
import { resourceOf } from '../../source.ts'
import { accountOf, clients } from './clients.ts'
import { pullReports, type Spec } from './report.ts'
import { type Settings, settings } from './settings.ts'
import { cell, type ReportRow, reportPage, row } from './table.ts'
import { amount, isBeyond, isMicros, isWhole } from './unit.ts'

/** Of one report. */
const mostGoals = 10

export const conversionSpecs = ({ goals, attribution }: Settings): readonly Spec[] =>
  Array.from({ length: Math.ceil(goals.length / mostGoals) }, (_, i) => ({
    ReportType: 'CAMPAIGN_PERFORMANCE_REPORT',
    FieldNames: ['Date', 'CampaignId', 'CampaignName', 'Conversions', 'Revenue'],
    Goals: goals.slice(i * mostGoals, (i + 1) * mostGoals),
    ...(attribution.length > 0 ? { AttributionModels: attribution } : {}),
  }))

/** `Conversions_<goal>_<model>`; without a goal: of all of them. */
const goalColumn = /^(Conversions|Revenue)(?:_(\d+)(?:_(\w+))?)?$/

/** In whole money: houses are sold too. */
const dearestConversion = 10_000_000_000

export const conversions = resourceOf(settings)({
  about: say('Конверсии по целям Метрики', 'Conversions by Metrika goal'),
  records: ['ad_conversion'],
  // Goals and offline conversions move for three weeks and more.
  window: { kind: 'days', trailing: 30, slice: 31, history: 1095 },
  items: async (io) => (io.settings.goals.length > 0 ? clients(io) : []),
  pull: (io, ask) => pullReports(io, ask, conversionSpecs(io.settings)),
  page: (response, ask) =>
    reportPage(response, ask, {
      needs: (columns) => columns.some((one) => goalColumn.test(one)),
      isOfUnit: (rows) =>
        isMicros(ask) ||
        !rows.every((one) => goalsIn(one).every(({ value }) => isWhole(value))) ||
        !rows.some((one) => goalsIn(one).some(({ value, count }) => isBeyond(dearestConversion, value, count))),
    }),
  row,
  map: (given, ask) => {
    const fact = {
      account: accountOf(ask),
      date: wire.day('date', given.Date) ?? undefined,
      campaign_id: cell(given.CampaignId),
      campaign_name: cell(given.CampaignName),
    }
    return goalsIn(given).map(({ goal, model, count, value }) =>
      to('ad_conversion', {
        ...fact,
        goal,
        model,
        conversions: wire.double('conversions', count),
        value_micros: amount('value_micros', value, ask),
      }),
    )
  },
})

interface GoalCells {
  readonly goal: string | null
  readonly model: string | null
  count?: string
  value?: string
}

/** The two cells of each goal and model, in whatever order the columns come. */
function goalsIn(given: ReportRow): readonly GoalCells[] {
  const found = new Map<string, GoalCells>()
  for (const [column, value] of Object.entries(given)) {
    const [, kind, goal = null, model = null] = goalColumn.exec(column) ?? []
    if (!kind) continue
    const cells = found.get(`${goal} ${model}`) ?? { goal, model }
    found.set(`${goal} ${model}`, kind === 'Revenue' ? { ...cells, value } : { ...cells, count: value })
  }
  return [...found.values()]
}
