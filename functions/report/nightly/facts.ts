import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Query } from '#report/read/rows.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { keys } from '#shared/names.ts'

const text = z.object({ ru: z.string(), en: z.string() })

/** What a month's page said, beside the page: the digest is written from it. */
const facts = z.object({
  month: z.string(),
  build: z.string(),
  as_of: z.string(),
  company: z.string().nullable(),
  /** Hash of the month's KPIs; another one, and the page is old. */
  kpis: z.string(),
  decisions: z.array(z.object({ tone: z.enum(['ok', 'off', 'near', 'na']), title: text, text })).readonly(),
})

export type MonthFacts = z.infer<typeof facts>

const factsKey = (month: string) => keys.report(month, 'digest.json')

export async function readFacts(lake: Lake, month: string): Promise<MonthFacts | undefined> {
  const stored = await lake.get(factsKey(month))
  return stored && facts.parse(JSON.parse(new TextDecoder().decode(stored.bytes)))
}

export const factsFile = (one: MonthFacts) => ({
  name: factsKey(one.month),
  bytes: new TextEncoder().encode(`${JSON.stringify(one, null, 2)}\n`),
})

const plain = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)

/** Of each month a hash of its KPIs. */
export async function hashMonths(query: Query): Promise<ReadonlyMap<string, string>> {
  const rows = await query('select * from fct_kpi order by month, kpi, basis')
  const hashes = new Map<string, ReturnType<typeof createHash>>()
  for (const row of rows) {
    const month = String(row.month)
    const hash = hashes.get(month) ?? createHash('sha256')
    hashes.set(month, hash.update(JSON.stringify(row, plain)))
  }
  return new Map([...hashes].map(([month, hash]) => [month, hash.digest('hex').slice(0, 16)]))
}
