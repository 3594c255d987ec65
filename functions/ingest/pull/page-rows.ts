import { datesBetween } from '#shared/time/dates.ts'
import type { PageRead } from '../source.ts'
import type { OpenSlice } from './progress.ts'
import { recentRows } from './recent.ts'
import { emptyRows, type PageRows, readRows } from './rows.ts'
import { askOf, type SliceRun } from './slice-run.ts'

type Asked = Pick<OpenSlice, 'slice' | 'next' | 'memo'>

/** Maps the rows of a page; notes those near the cursor. */
export function pageRows(run: SliceRun, read: PageRead, asked: Asked, key: string): PageRows {
  const { resource, connection, progress } = run
  const { slice } = asked
  const isDays = resource.window.kind === 'days' && !slice.ids
  const days = isDays ? new Set(datesBetween(slice.from, slice.to)) : undefined
  const reader = { resource, account: connection.account, days, isRecent: recentRows(progress.now.recent) }
  const out = emptyRows()
  readRows(reader, read, askOf(run, asked), key, out)
  run.near.add(out.seen, slice)
  return { out, cursor: read.cursor, total: read.total, warnings: read.warnings ?? [] }
}
