import type { Value } from '#shared/records/record.ts'
import type { Mapped } from './mapped.ts'

/** Ids of things that records are joined by: the same id of another source or account is another thing. */
export const entityIds: ReadonlySet<string> = new Set([
  ...['lead_id', 'deal_id', 'contact_id', 'company_id', 'visit_id', 'payment_id', 'activity_id', 'answer_id'],
  ...['entity_id', 'merged_into'],
])

/** What stands before each of them in the lake. */
export const entityPrefix = (source: string, account: string): string => `${source}:${account}:`

interface Owner {
  readonly source: string
  readonly account: string
}

/** A connector says ids as its system does; in the lake they are those of one source and account. */
export function withOwner(mapped: Mapped, { source, account }: Owner): Mapped {
  const prefix = entityPrefix(source, account)
  const named = (name: string, value: Value): Value =>
    entityIds.has(name) && typeof value === 'string' ? prefix + value : value
  const row = Object.fromEntries(Object.entries(mapped.row).map(([name, value]) => [name, named(name, value)]))
  return { ...mapped, row }
}
