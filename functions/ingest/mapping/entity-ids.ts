import { type RecordName, records } from '#shared/records/index.ts'
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

const idColumns = new Map<RecordName, readonly string[]>()

function idColumnsOf(record: RecordName): readonly string[] {
  const standing = idColumns.get(record)
  if (standing) return standing
  const made = Object.keys(records[record].columns).filter((name) => entityIds.has(name))
  idColumns.set(record, made)
  return made
}

/** A connector says ids as its system does; in the lake they are those of one source and account. Changes the row. */
export function withOwner(mapped: Mapped, { source, account }: Owner): Mapped {
  const columns = idColumnsOf(mapped.record)
  if (columns.length === 0) return mapped
  const prefix = entityPrefix(source, account)
  const row = mapped.row as Record<string, Value>
  for (const name of columns) {
    const value = row[name]
    if (typeof value === 'string') row[name] = prefix + value
  }
  return mapped
}
