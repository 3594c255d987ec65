import { readMonths } from '#report/read/context.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { hashMonths, readFacts } from './facts.ts'
import { openPublished, type ReportRuntime } from './published.ts'

/** These are rendered each time: what moves in them is more than their KPIs. */
const newest = 2

async function isOld(lake: Lake, month: string, kpis: string | undefined): Promise<boolean> {
  return (await readFacts(lake, month))?.kpis !== kpis
}

/** Which months need a page: the newest two, and those without one or with other KPIs than it shows. */
export async function planReport(rt: ReportRuntime): Promise<{ readonly months: readonly string[] }> {
  const published = await openPublished(rt)
  if (!published) return { months: [] }
  const { current, query } = published
  const known = await readMonths(query, current.as_of)
  const hashes = await hashMonths(query)
  const months: string[] = []
  for (const [at, month] of known.entries()) {
    if (at >= known.length - newest || (await isOld(rt.lake, month, hashes.get(month)))) months.push(month)
  }
  return { months }
}
