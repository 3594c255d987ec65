import type { Cohort, CohortCell, Reaction } from '#report/month-data.ts'
import { countOf, flagOf, monthLiteral, numberOf, type Query, type Row, textOf } from './rows.ts'

const cohortsShown = 14

/** Lead → client of all channels, the newest cohorts up to this month, oldest first. */
export async function readCohorts(query: Query, month: string): Promise<Cohort[]> {
  const rows = await query(`
    select cohort_month, age_months, leads, reached, maturity, is_complete, is_publishable, is_blind
    from fct_cohorts
    where step = 'lead_to_client' and channel = '*' and cohort_month <= ${monthLiteral(month)}
    order by cohort_month, age_months`)
  const months = [...new Set(rows.map((row) => textOf(row, 'cohort_month') ?? ''))].slice(-cohortsShown)
  return months.map((cohort) =>
    cohortOf(
      cohort,
      rows.filter((row) => row.cohort_month === cohort),
    ),
  )
}

function cohortOf(month: string, rows: readonly Row[]): Cohort {
  const newest = rows[rows.length - 1] ?? {}
  return {
    month,
    leads: countOf(newest, 'leads'),
    isBlind: flagOf(newest, 'is_blind'),
    isPublishable: flagOf(newest, 'is_publishable'),
    maturity: numberOf(newest, 'maturity'),
    cells: rows.map(cellOf),
  }
}

const cellOf = (row: Row): CohortCell => ({
  age: countOf(row, 'age_months'),
  reached: countOf(row, 'reached'),
  leads: countOf(row, 'leads'),
  isComplete: flagOf(row, 'is_complete'),
})

const dayParts = [
  { fromHour: 0, toHour: 9 },
  { fromHour: 9, toHour: 18 },
  { fromHour: 18, toHour: 24 },
] as const

/** First contact by the hour at which the lead came; null where the agreement has no such clock. */
export async function readReaction(query: Query, month: string, agreement: string | null): Promise<Reaction | null> {
  const clocks = await query("select agreement, limit_minutes from agr_clock where to_event = 'contacted'")
  const limits = clocks.filter((row) => row.agreement === agreement).map((row) => countOf(row, 'limit_minutes'))
  if (limits.length === 0) return null
  const limitMinutes = Math.min(...limits)
  const rows = await query(`
    select hour(created_at) as lead_hour, count(*) as due,
        count(case when reaction_minutes <= ${limitMinutes} then 1 end) as kept
    from fct_leads
    where cohort_month = ${monthLiteral(month)} and is_request and is_valid and first_contact_due
    group by hour(created_at)`)
  const sum = (fromHour: number, toHour: number, column: string) =>
    rows
      .filter((row) => countOf(row, 'lead_hour') >= fromHour && countOf(row, 'lead_hour') < toHour)
      .reduce((total, row) => total + countOf(row, column), 0)
  const parts = dayParts.map(({ fromHour, toHour }) => ({
    fromHour,
    toHour,
    due: sum(fromHour, toHour, 'due'),
    kept: sum(fromHour, toHour, 'kept'),
  }))
  return { limitMinutes, parts }
}
