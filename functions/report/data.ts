import type { Blocked, Check, Kpi, MonthData, SourceRow } from '#report/month-data.ts'
import { readCohorts, readReaction } from './read/cohorts.ts'
import { readAgreement, readCompany, readHealth, readLeaks } from './read/context.ts'
import { readKpis, readSqlShare } from './read/kpis.ts'
import type { Query } from './read/rows.ts'
import { readRejects, readSources, readStages, readVisits } from './read/sources.ts'

/** The facts of `published/` that no mart holds. */
export interface Published {
  readonly as_of?: string | null
  readonly checks?: readonly Check[]
  readonly blocked?: Blocked | undefined
}

/** Reads one month (YYYY-MM) from published marts by Trino text. */
export async function readMonth(query: Query, month: string, published: Published = {}): Promise<MonthData> {
  const agreement = await readAgreement(query, month)
  const health = await readHealth(query)
  const kpis = await readKpis(query, month)
  return {
    month,
    agreement,
    health,
    company: await readCompany(query, agreement),
    asOf: published.as_of ?? newestDate(health.map((row) => row.newest)),
    checks: published.checks,
    blocked: published.blocked,
    kpis,
    sqlShare: await readSqlShare(query, month),
    stages: await readStages(query, month),
    sources: gated(await readSources(query, month), kpis),
    visits: await readVisits(query, month),
    cohorts: await readCohorts(query, month),
    rejects: await readRejects(query, month),
    reaction: await readReaction(query, month, agreement),
    leaks: await readLeaks(query, month),
  }
}

const unknownProfit: ReadonlySet<string> = new Set(['no_deals', 'no_margin'])

/** Without deals or a margin rule the profit is unknown, not zero: no output may make a ROMI of it. */
function gated(sources: readonly SourceRow[], kpis: readonly Kpi[]): readonly SourceRow[] {
  const isUnknown = kpis.some((row) => row.kpi === 'romi' && unknownProfit.has(row.reason ?? ''))
  return isUnknown ? sources.map((row) => ({ ...row, grossProfit: null })) : sources
}

export function newestDate(dates: readonly (string | null)[]): string | null {
  const known = dates.filter((date) => date !== null).sort()
  return known[known.length - 1] ?? null
}
