import type { Text } from '#shared/i18n/text.ts'
import { datesBetween } from '#shared/time/dates.ts'
import type { PageRead } from '../source.ts'
import type { OpenSlice } from './progress.ts'
import { recentRows } from './recent.ts'
import { emptyRows, type RowsOut, readRows } from './rows.ts'
import { askOf, type SliceRun } from './slice-run.ts'

/** What a landed page comes to. Its rows as received are forgotten: those of a whole slice would be a heap of old objects. */
export interface PageRows {
  readonly out: RowsOut
  readonly cursor: string | undefined
  readonly total: number | undefined
  readonly warnings: readonly Text[]
}

type Asked = Pick<OpenSlice, 'slice' | 'next' | 'memo'>

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
