import type { Lake } from '#shared/lake/lake.ts'
import { keys } from '#shared/names.ts'
import { type RecordName, records } from '#shared/records/index.ts'
import type { Columns } from '#shared/records/record.ts'
import { datesBetween } from '#shared/time/dates.ts'
import { withOwner } from '../mapping/entity-ids.ts'
import type { Mapped } from '../mapping/mapped.ts'
import { canonicalJson, sha256 } from '../raw/manifest.ts'
import type { Item, Resource, Slice } from '../source.ts'
import { appendUnits } from './append-units.ts'
import { sliceName } from './pages.ts'
import { applyPatches } from './patch.ts'
import { type BadPageRow, dayOfRow } from './rows.ts'
import { monthOf, type Row, replaceUnit, type UnitWriter, type WrittenUnit } from './units.ts'

interface Settled {
  readonly name: string
  readonly resource: Resource
  readonly item: Item
  readonly slice: Slice
}

const unitName = ({ name, item }: Settled, rest: string) => [name, ...(item.id ? [item.id] : []), rest].join('.')

/** Writes the rows of a slice: days and whole sets are replaced where they differ, versions are added. */
export async function settleRows(
  writer: UnitWriter,
  settled: Settled,
  mapped: readonly Mapped[],
): Promise<readonly WrittenUnit[]> {
  const { resource, slice, item } = settled
  const own = (resource.gather?.(mapped) ?? mapped).map((one) => withOwner(one, writer.connection))
  const rows = await applyPatches(writer.lake, writer.connection, own)
  if (slice.ids || resource.window.kind === 'cursor') {
    // Not its end, which is the moment of asking: the same rows asked for again meet themselves.
    const unit = unitName(settled, sliceName({ from: slice.from, to: '', ids: slice.ids }, item.id))
    return appendGroups(writer, unit, rows)
  }
  const isDays = resource.window.kind === 'days'
  const groups = new Map<string, { record: RecordName; month: string; unit: string; rows: Row[] }>()
  const groupOf = (record: RecordName, month: string, rest: string) => {
    const unit = unitName(settled, rest)
    const id = `${record} ${month} ${unit}`
    const group = groups.get(id) ?? { record, month, unit, rows: [] }
    groups.set(id, group)
    return group
  }
  if (isDays) {
    // A day without rows is a fact too: an empty unit.
    for (const record of resource.records)
      for (const day of datesBetween(slice.from, slice.to)) {
        groupOf(record, day.slice(0, 7), day)
        for (const month of await otherMonths(writer, record, unitName(settled, day), day)) groupOf(record, month, day)
      }
  }
  const met = byNames((record: RecordName, month, rest) => groupOf(record, month, rest).rows)
  for (const one of rows) {
    const rest = isDays ? dayOfRow(one, slice.from) : 'all'
    met(one.record, monthOf(one.record, one.row), rest).push(one.row)
  }
  const written: WrittenUnit[] = []
  for (const group of groups.values()) written.push(await replaceUnit(writer, group, group.rows, { merge: !isDays }))
  return written
}

/**
 * A local day touches two UTC months, and what follows from it (a goal of a visit) may come three weeks later: what an
 * earlier pull left in another month is replaced as well.
 */
async function otherMonths({ lake, connection }: UnitWriter, record: RecordName, unit: string, day: string) {
  const { dated, columns } = records[record]
  const isInstant = dated !== null && (columns as Columns)[dated]?.kind === 'instant'
  if (!isInstant) return []
  const near = [-1, 1, 31].map((step) =>
    new Date(Date.parse(`${day}T00:00:00Z`) + step * 86_400_000).toISOString().slice(0, 7),
  )
  const others = [...new Set(near)].filter((month) => month !== day.slice(0, 7))
  const found: string[] = []
  for (const month of others) {
    const key = keys.records(record, connection.source, month, `${connection.name}.${connection.account}.${unit}`)
    if (await lake.head(key)) found.push(month)
  }
  return found
}

async function appendGroups(writer: UnitWriter, unit: string, rows: readonly Mapped[]) {
  const groups: { readonly record: RecordName; readonly month: string; readonly rows: Row[] }[] = []
  const met = byNames((record: RecordName, month) => {
    const group = { record, month, rows: [] as Row[] }
    groups.push(group)
    return group.rows
  })
  for (const { record, row } of rows) met(record, monthOf(record, row), '').push(row)
  return appendUnits(
    writer,
    groups.map((group) => ({ ...group, unit })),
  )
}

/** What stands under three names, made when it is first asked for; a row costs no text of its own. */
function byNames<A extends string, T>(make: (a: A, b: string, c: string) => T): (a: A, b: string, c: string) => T {
  const found = new Map<A, Map<string, Map<string, T>>>()
  return (a, b, c) => {
    const inA = found.get(a) ?? new Map<string, Map<string, T>>()
    if (inA.size === 0) found.set(a, inA)
    const inB = inA.get(b) ?? new Map<string, T>()
    if (inB.size === 0) inA.set(b, inB)
    const standing = inB.get(c)
    if (standing !== undefined) return standing
    const made = make(a, b, c)
    inB.set(c, made)
    return made
  }
}

/** Position and code of rows that were not taken, never what stood in them. */
export async function writeBadRows(
  lake: Lake,
  place: { readonly source: string; readonly connection: string; readonly resource: string; readonly day: string },
  bad: readonly BadPageRow[],
): Promise<string | null> {
  if (bad.length === 0) return null
  const lines = bad.map(({ raw, row, code, column, message }) =>
    canonicalJson({ code, column, file: place.resource, line: row, message: message.en, raw }),
  )
  const text = `${lines.join('\n')}\n`
  const key = keys.quarantine(place.source, place.connection, place.day, sha256(text).slice(0, 32))
  await lake.put(key, Buffer.from(text), 'absent')
  return key
}
