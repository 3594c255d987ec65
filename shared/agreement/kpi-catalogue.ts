import { conversionKpis } from './kpis/conversions.ts'
import { countKpis } from './kpis/counts.ts'
import { feedbackKpis } from './kpis/feedback.ts'
import type { Kpi } from './kpis/kpi.ts'
import { loyaltyKpis } from './kpis/loyalty.ts'
import { moneyKpis } from './kpis/money.ts'
import { shareKpis } from './kpis/shares.ts'
import { speedKpis } from './kpis/speed.ts'

export type { Kpi, KpiUnit, KpiZone } from './kpis/kpi.ts'

/** Every KPI that Concord knows, in the order in which reports show them. Position = place in this list, from 1. */
export const kpiCatalogue: readonly Kpi[] = [
  ...countKpis,
  ...shareKpis,
  ...conversionKpis,
  ...feedbackKpis,
  ...speedKpis,
  ...moneyKpis,
  ...loyaltyKpis,
]

const byId = new Map(kpiCatalogue.map((kpi) => [kpi.id, kpi]))

export const findKpi = (id: string): Kpi | undefined => byId.get(id)

export const isKpi = (id: string): boolean => byId.has(id)
