import { records } from '#shared/records/index.ts'
import type { Runtime } from '#shared/runtime.ts'
import { datesBetween } from '#shared/time/dates.ts'
import { wireText } from './exchange/wire-response.ts'
import { keyOf } from './mapping/gather.ts'
import type { Mapped } from './mapping/mapped.ts'
import { type PullManifest, readPullManifests, writePullManifest } from './pull/manifest.ts'
import { readPage } from './pull/pages.ts'
import { dayOfRow, emptyRows, isUnreadable, type RowsOut, readRows } from './pull/rows.ts'
import { settleRows, writeBadRows } from './pull/settle.ts'
import { summariseTallies, type Tally, tallyOf } from './pull/tally.ts'
import type { UnitWriter, WrittenUnit } from './pull/units.ts'
import type { Ask, Resource, Source } from './source.ts'
import type { SourceConnection } from './source-connection.ts'
import type { SyncSummary } from './summary.ts'

export interface ReplayOptions {
  readonly signal?: AbortSignal
}

/** Makes the records of a connection again from raw, with today's code; nothing is asked of the system. */
export async function replayConnection(
  rt: Runtime,
  source: Source,
  connection: SourceConnection,
  { signal }: ReplayOptions = {},
): Promise<SyncSummary> {
  const manifests = await readPullManifests(rt.lake, connection)
  const groups = Map.groupBy(manifests, ({ resource, item }) => `${resource}/${item}`)
  const tallies: Tally[] = []
  // In the order of the source, as a pull goes: what a later resource deletes must be there by then.
  const order = Object.keys(source.resources)
  const place = ([first]: readonly PullManifest[]) => order.indexOf(first?.resource ?? '')
  for (const list of [...groups.values()].toSorted((a, b) => place(a) - place(b))) {
    const name = list[0]!.resource
    const resource = source.resources[name]
    if (!resource) continue
    const tally = tallyOf(name)
    tallies.push(tally)
    const produced = new Set<string>()
    const done = new Set<string>()
    // Newest first: a day is made by the last slice that had it. Versions come as they came.
    const direction = resource.window.kind === 'cursor' ? 1 : -1
    const sorted = list.toSorted((a, b) => direction * (a.sequence - b.sequence))
    for (const [i, manifest] of sorted.entries()) {
      signal?.throwIfAborted()
      const earlier = resource.window.kind === 'whole' ? sorted.slice(i + 1) : []
      const units = await replaySlice(rt, { connection, name, resource, manifest, earlier, tally }, done)
      for (const { facts } of units) produced.add(facts.key)
      rt.progress.step(`replay ${connection.name}`, tally.received, undefined, 'rows')
    }
    for (const { units } of list) for (const { key } of units) if (!produced.has(key)) await rt.lake.delete(key)
  }
  return summariseTallies(connection, tallies, false)
}

interface Replayed {
  readonly connection: SourceConnection
  readonly name: string
  readonly resource: Resource
  readonly manifest: PullManifest
  /** Of what is read whole in each run, newest first: rows that it has named no more stay. */
  readonly earlier: readonly PullManifest[]
  readonly tally: Tally
}

async function replaySlice(rt: Runtime, replayed: Replayed, done: Set<string>): Promise<readonly WrittenUnit[]> {
  const { connection, name, resource, manifest, tally } = replayed
  const { slice } = manifest
  const isDays = resource.window.kind === 'days' && !slice.ids
  if (resource.window.kind === 'whole' && done.has('all')) return []
  const days = isDays ? datesBetween(slice.from, slice.to).filter((day) => !done.has(day)) : []
  if (isDays && days.length === 0) return []
  const { out, pulledAt, item } = await readLanded(rt, replayed)
  // As in a pull: what can't be read at all replaces nothing, older slices do.
  const isRefused = isDays && isUnreadable(out.counts)
  const writer: UnitWriter = { lake: rt.lake, connection, pulledAt, check: async () => undefined }
  const settled = { name, resource, item }
  const units: WrittenUnit[] = []
  for (const day of isRefused ? [] : days) {
    const mapped = out.mapped.filter((one) => dayOfRow(one, slice.from) === day)
    units.push(...(await settleRows(writer, { ...settled, slice: { from: day, to: day } }, mapped)))
    done.add(day)
  }
  if (!isDays) {
    const mapped = [...out.mapped]
    for (const manifest of replayed.earlier) addMissing(mapped, (await readLanded(rt, { ...replayed, manifest })).out)
    units.push(...(await settleRows(writer, { ...settled, slice }, mapped)))
  }
  if (resource.window.kind === 'whole') done.add('all')
  const day = new Date(pulledAt).toISOString().slice(0, 10)
  const place = { source: connection.source, connection: connection.name, resource: name, day }
  const quarantine = await writeBadRows(rt.lake, place, out.bad)
  if (units.some(({ written }) => written)) {
    await writePullManifest(rt.lake, {
      ...manifest,
      quarantine,
      counts: out.counts,
      units: units.map(({ facts }) => facts),
    })
  }
  tally.landed(out.counts.received)
  tally.settled(out.counts, out.bad, units, quarantine)
  return units
}

function addMissing(all: Mapped[], { mapped }: RowsOut): void {
  const nameOf = ({ record, row }: Mapped) => `${record} ${keyOf(row, records[record].key)}`
  const known = new Set(all.map(nameOf))
  all.push(...mapped.filter((one) => !known.has(nameOf(one))))
}

async function readLanded({ lake }: Runtime, { connection, resource, manifest }: Replayed) {
  const isDays = resource.window.kind === 'days' && !manifest.slice.ids
  const days = isDays ? new Set(datesBetween(manifest.slice.from, manifest.slice.to)) : undefined
  const reader = { resource, account: connection.account, days, isRecent: () => false }
  const out: RowsOut = emptyRows()
  let pulledAt = 0
  let item: Ask<unknown>['item'] = { id: manifest.item }
  for (const key of manifest.raw) {
    const { head, text } = await readPage(lake, key)
    pulledAt ||= head.pulled_at
    item = head.item
    const { slice, facts, next, memo } = head
    const ask: Ask<unknown> = { settings: connection.settings, connection, slice, item, facts, next, memo }
    readRows(reader, resource.page(wireText(text, head.status, head.headers), ask), ask, key, out)
  }
  return { out, pulledAt, item }
}
