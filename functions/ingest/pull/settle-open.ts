import { say, type Text } from '#shared/i18n/text.ts'
import { writePullManifest } from './manifest.ts'
import { landedPage } from './read-page.ts'
import { notedRows, overlapStart } from './recent.ts'
import { addRows, emptyRows, foreignDay, isUnreadable, type RowsOut } from './rows.ts'
import { settleRows, writeBadRows } from './settle.ts'
import { again, type SliceRun } from './slice-run.ts'

/** Turns the landed pages of the open slice into records. Order: units, quarantine, manifest, cursor. */
export async function settleOpen(run: SliceRun): Promise<void> {
  const { rt, connection, resource, progress, name, item, tally } = run
  const open = progress.now.open!
  // A run that was killed may have written its units and no manifest: that they stand already says nothing then, nor where
  // State has been lost since and knows of no run.
  const isOwn = open.pages.length > 0 && open.pages.every(({ key }) => run.cache.has(key))
  const isKnown = isOwn && (resource.window.kind !== 'days' || progress.now.ranAt !== null)
  const { out, cursor, warnings } = await readAll(run)
  const pulledAt = open.startedAt
  const writer = { lake: rt.lake, connection, pulledAt, check: () => progress.save({}), remake: run.remake }
  const isRefused = refusedWhole(run, out)
  const units = isRefused ? [] : await settleRows(writer, { name, resource, item, slice: open.slice }, out.mapped)
  const day = new Date(pulledAt).toISOString().slice(0, 10)
  const place = { source: connection.source, connection: connection.name, resource: name, day }
  const quarantine = await writeBadRows(rt.lake, place, out.bad)
  const before = progress.now.cursor
  const reached = cursorAfter(run, out, cursor)
  const isHeld = resource.window.kind === 'cursor' && resource.window.isUnordered === true && !open.complete
  const after = open.slice.ids || isHeld ? before : reached
  const sequence = progress.now.sequence + 1
  if (!isKnown || units.some(({ written }) => written) || out.bad.length > 0) {
    await writePullManifest(rt.lake, {
      format: 2,
      ...{ connection: connection.name, source: connection.source, account: connection.account, resource: name },
      ...{ item: item.id, slice: open.slice, sequence, cursor: { before, after }, quarantine, counts: out.counts },
      raw: open.pages.map(({ key }) => key),
      units: units.map(({ facts }) => facts),
      ...(warnings.length > 0 ? { warnings } : {}),
    })
  }
  const { run: standing } = progress.now
  await progress.save({
    sequence,
    cursor: after,
    open: open.complete ? null : { ...open, pages: [], offset: open.offset + open.pages.length, reached },
    run: standing && open.complete && !open.slice.ids ? { ...standing, done: open.slice.to } : standing,
    recent: recentAfter(run, out, open.slice.ids ? before : reached),
  })
  tally.settled(out.counts, out.bad, units, quarantine)
}

/** Days are replaced by what is read, unless nothing of it can be read. */
function refusedWhole({ resource, tally, progress }: SliceRun, { counts }: RowsOut): boolean {
  if (resource.window.kind !== 'days' || !isUnreadable(counts)) return false
  const { from, to } = progress.now.open!.slice
  const days = from === to ? from : `${from} – ${to}`
  tally.warn([
    say(
      `${days}: ни одна строка не прочитана, поэтому остаётся то, что было прочитано раньше.`,
      `${days}: not one row could be read, so what was read before stays.`,
    ),
  ])
  return true
}

interface Reading {
  readonly out: RowsOut
  readonly cursor: string | undefined
  readonly warnings: readonly Text[]
}

async function readAll(run: SliceRun): Promise<Reading> {
  const { progress, tally } = run
  const open = progress.now.open!
  const out = emptyRows()
  let cursor: string | undefined
  let total: number | undefined
  const warnings = new Map<string, Text>()
  for (const { key } of open.pages) {
    const page = await landedPage(run, key)
    // Settling changes the rows: whoever comes again reads them again.
    run.cache.delete(key)
    addRows(out, page.out)
    for (const one of page.warnings) warnings.set(one.en, one)
    cursor = page.cursor ?? cursor
    total = page.total ?? total
  }
  if (open.complete && open.offset === 0 && total !== undefined && out.counts.received < total)
    throw again(run, 'ROWS_MISSING')
  // A page of another slice, sent again: its rows are not lost, they were never asked for.
  if (out.bad.filter(({ code, column }) => code === 'RANGE' && column === foreignDay).length * 2 > out.counts.received)
    throw again(run, 'FOREIGN_DAYS')
  tally.warn([...warnings.values()])
  return { out, cursor, warnings: [...warnings.values()] }
}

/** The furthest place that is surely settled; never beyond the moment of asking. */
function cursorAfter({ resource, progress }: SliceRun, out: RowsOut, reached: string | undefined): string | null {
  const { cursor, open } = progress.now
  const { window } = resource
  if (window.kind === 'whole') return null
  if (window.kind === 'days') return cursor !== null && cursor > open!.slice.to ? cursor : open!.slice.to
  if (window.by === 'id') return reached ?? cursor
  let furthest = [cursor ?? '', open!.reached ?? ''].sort()[1]!
  for (const { at } of out.seen) if (at > furthest && at <= open!.slice.to) furthest = at
  return furthest || null
}

function recentAfter({ resource, progress }: SliceRun, out: RowsOut, cursor: string | null): readonly string[] {
  const { window } = resource
  if (window.kind !== 'cursor' || window.by !== 'time' || cursor === null) return []
  return notedRows(progress.now.recent, out.seen, overlapStart(cursor, window))
}
