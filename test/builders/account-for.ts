import { compileMapping, type FileConnection, parseConnection } from '#ingest/sources/file/index.ts'
import type { ReadEvent } from '#ingest/units/rows.ts'

const spend = parseConnection(
  `name: broken
kind: file
files: none
decimal: point
currency: RUB
records:
  - record: spend
    columns: {date: Date, campaign_id: Id, campaign_name: Campaign, cost_micros: Cost}
`,
  'connections/broken.yaml',
)

export interface Account {
  readonly good: number
  readonly bad: number
  /** The file has a header that the connection doesn't fit. */
  readonly isForeign: boolean
}

/** Reads a file to its end and through the mapper; every row is in one of the two. */
export async function accountFor(
  events: AsyncIterable<ReadEvent>,
  connection: FileConnection = spend,
): Promise<Account> {
  let mapper: ReturnType<typeof compileMapping> | undefined
  const account = { good: 0, bad: 0, isForeign: false }
  for await (const event of events) {
    if (event.kind === 'header') mapper = compileMapping(connection, event.header, new Uint8Array(32))
    else if (event.kind === 'bad') account.bad += event.rows.length
    else if (typeof mapper !== 'function') return { ...account, isForeign: true }
    else for (const { cells } of event.rows) account[mapper(cells).kind === 'good' ? 'good' : 'bad'] += 1
  }
  return { ...account, isForeign: mapper !== undefined && typeof mapper !== 'function' }
}
