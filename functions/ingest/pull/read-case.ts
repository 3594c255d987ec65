import type { Json } from '#shared/state/state.ts'
import { datesBetween } from '#shared/time/dates.ts'
import { parseConnection } from '../connection/connections.ts'
import { guardBody } from '../exchange/guard.ts'
import { wireText } from '../exchange/wire-response.ts'
import type { Ask, Facts, Item, Slice, Source } from '../source.ts'
import type { SourceConnection } from '../source-connection.ts'
import { emptyRows, readRows } from './rows.ts'

/** One answer and the question that it belongs to. */
export interface Case {
  readonly resource: string
  readonly slice?: Slice
  readonly facts?: Facts
  readonly item?: Item
  readonly next?: Json
  readonly memo?: Json
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** What a connector makes of one answer, as the engine would: rows by record, what was refused, where it goes on. */
export function readCase(source: Source, yaml: string, given: Case, body: string) {
  const name = /^name: (\S+)$/m.exec(yaml)?.[1]
  const connection = parseConnection(yaml, `connections/${name}.yaml`, () => source) as SourceConnection
  const resource = source.resources[given.resource]!
  const { slice = { from: '', to: '' }, facts = {}, item = { id: '' }, next = null, memo = null } = given
  const { status = 200, headers = {} } = given
  const ask: Ask<unknown> = { settings: connection.settings, connection, facts, item, slice, next, memo }
  const key = Buffer.from('07'.repeat(32), 'hex')
  const text = guardBody(body, { personal: resource.personal, region: connection.region, key }) ?? ''
  const read = resource.page(wireText(text, status, headers), ask)
  const isDays = resource.window.kind === 'days' && slice.from !== '' && !slice.ids
  const days = isDays ? new Set(datesBetween(slice.from, slice.to)) : undefined
  const out = emptyRows()
  readRows({ resource, account: connection.account, days, isRecent: () => false }, read, ask, 'case', out)
  const rows = (resource.gather?.(out.mapped) ?? out.mapped).map(({ record, row, day, patch }) => ({
    record,
    ...(day ? { day } : {}),
    ...(patch ? { patch } : {}),
    row,
  }))
  const bad = out.bad.map(({ row, code, column }) => ({ row, code, column }))
  return {
    next: read.next ?? null,
    total: read.total ?? null,
    warnings: (read.warnings ?? []).map(({ en }) => en),
    rows,
    bad,
  }
}
