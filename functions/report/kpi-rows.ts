import type { Basis, Kpi, MonthData } from '#report/month-data.ts'

/** Ratios of leads are dated by the lead; counts and money by their own event. */
const leadDated: readonly Basis[] = ['mature_cohort', 'cohort', 'period']
const eventDated: readonly Basis[] = ['mature_cohort', 'period', 'cohort']
const monthShares: ReadonlySet<string> = new Set([
  'romi',
  'romi_revenue',
  'drr',
  'roas',
  'nrr',
  'grr',
  'plan_attainment',
])

const orderFor = (kpi: Kpi) => (kpi.unit === 'share' && !monthShares.has(kpi.kpi) ? leadDated : eventDated)

function groups(kpis: readonly Kpi[]): Kpi[][] {
  const byId = new Map<string, Kpi[]>()
  for (const kpi of kpis) byId.set(kpi.kpi, [...(byId.get(kpi.kpi) ?? []), kpi])
  return [...byId.values()]
}

/** The row that speaks for the KPI: planned before unplanned, told before silent, then by the basis that dates it. */
export function spokesman(rows: readonly Kpi[]): Kpi | undefined {
  const rank = (row: Kpi) =>
    (row.comparison === null ? 20 : 0) + (row.value === null ? 10 : 0) + orderFor(row).indexOf(row.basis)
  return [...rows].sort((a, b) => rank(a) - rank(b))[0]
}

export const judged = (data: MonthData, kpi: string): Kpi | undefined =>
  spokesman(data.kpis.filter((row) => row.kpi === kpi))

/** A ripening KPI shows its mature cohort, this month's cohort and the period, one under the other. */
function rowsOf(rows: readonly Kpi[]): Kpi[] {
  const ripens = rows.some((row) => row.basis === 'mature_cohort')
  if (ripens) return [...rows].sort((a, b) => leadDated.indexOf(a.basis) - leadDated.indexOf(b.basis))
  const row = spokesman(rows)
  return row ? [row] : []
}

interface PlanRows {
  readonly main: readonly Kpi[]
  readonly rest: readonly Kpi[]
}

/** KPIs with a plan make the table; the rest fold away. */
export function planRows(data: MonthData): PlanRows {
  const all = groups(data.kpis)
  const isPlanned = (rows: readonly Kpi[]) => rows.some((row) => row.comparison !== null)
  const planned = all.filter(isPlanned).flatMap(rowsOf)
  const unplanned = all.filter((rows) => !isPlanned(rows)).flatMap(rowsOf)
  return { main: planned, rest: unplanned }
}
