import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import type { Json } from '#shared/state/state.ts'
import type { Ask, PageRead, Request, WireResponse } from '../../source.ts'
import type { Settings } from './settings.ts'
import { bag, list } from './shapes.ts'

/** `time`: the next page begins at the last row's moment, so that rows which move behind us skip nobody. */
type Order = 'time' | 'place'

interface Place {
  readonly page: number
  /** Unix seconds, for `time`. */
  readonly from?: string
  /** Ids of that second that the page before has shown already. */
  readonly seen?: readonly string[]
}

const placeOf = (next: Json): Place =>
  typeof next === 'object' && next !== null && !Array.isArray(next) ? (next as unknown as Place) : { page: 1 }

/** Unix seconds of an ISO instant; undefined for ''. */
const seconds = (instant: string): string | undefined =>
  instant === '' ? undefined : String(Math.floor(Date.parse(instant) / 1000))

export interface Listing {
  readonly path: string
  /** The name under `_embedded`. */
  readonly name: string
  readonly order: Order
  /** The column of `filter[…]`; default: no filter by time. */
  readonly by?: 'updated_at' | 'created_at'
  /** Rows after the moment of asking are left to the next run. */
  readonly bounded?: boolean
  readonly query?: (ask: Ask<Settings>) => Request['query']
  readonly limit?: (settings: Settings) => number
}

const limitOf = ({ limit }: Listing, { settings }: Ask<Settings>) => limit?.(settings) ?? settings.page_size

export function listRequest(listing: Listing, ask: Ask<Settings>): Request {
  const { slice } = ask
  const { page, from = seconds(slice.from) } = placeOf(ask.next)
  const common = { ...listing.query?.(ask), limit: String(limitOf(listing, ask)), page: String(page) }
  if (slice.ids) return { method: 'GET', path: listing.path, query: { ...common, 'filter[id][]': slice.ids } }
  const { by } = listing
  const filter = by && {
    [`filter[${by}][from]`]: from,
    ...(listing.bounded ? { [`filter[${by}][to]`]: seconds(slice.to) } : {}),
    ...(listing.order === 'time' ? { [`order[${by}]`]: 'asc' } : {}),
  }
  const query = Object.entries({ ...common, ...filter }).filter(([, value]) => value !== undefined)
  return { method: 'GET', path: listing.path, query: Object.fromEntries(query) }
}

const envelope = z.looseObject({
  _embedded: z.looseObject({}).or(z.array(z.unknown()).max(0)),
  _links: bag(z.looseObject({ next: z.unknown().optional() })),
})
const anyRows = list(z.unknown())
const single = z.looseObject({ id: z.string(), created_at: wire.text })

/** 204 is "nothing"; a missing `next` ends the list, and a missing `_links` only where the page is short as well. */
export function listPage(listing: Listing, response: WireResponse, ask: Ask<Settings>): PageRead {
  if (response.status === 204) return { rows: [] }
  const body = response.json()
  const read = envelope.safeParse(body)
  const embedded: Readonly<Record<string, unknown>> =
    read.success && !Array.isArray(read.data._embedded) ? read.data._embedded : {}
  if (embedded[listing.name] === undefined && single.safeParse(body).success) return { rows: [body] }
  const { _links: links } = envelope.parse(body)
  if (Object.keys(embedded).length > 0 && embedded[listing.name] === undefined) throw new Error('not this list')
  const rows = anyRows.parse(embedded[listing.name])
  const isMore = links ? Boolean(links.next) : rows.length >= limitOf(listing, ask)
  const { seen = [] } = placeOf(ask.next)
  return {
    rows: seen.length > 0 ? rows.filter((row) => !seen.includes(idOf(row))) : rows,
    next: isMore ? (nextPlace(listing, rows, ask) as unknown as Json) : null,
  }
}

type Raw = { readonly [name: string]: unknown } | null | undefined
const idOf = (row: unknown): string => String((row as Raw)?.id)

function nextPlace({ order, by }: Listing, rows: readonly unknown[], { next, slice }: Ask<Settings>): Place {
  const { page, from = seconds(slice.from), seen } = placeOf(next)
  const moments = order === 'time' && by && !slice.ids ? momentsOf(rows, by) : undefined
  const last = moments?.at(-1)
  if (!moments || last === undefined || Number(last) <= Number(from ?? -1)) {
    return { page: page + 1, ...(order === 'time' && from !== undefined ? { from } : {}), ...(seen ? { seen } : {}) }
  }
  // A page of one second: it is the first page of that second as well.
  if (moments[0] === last) return { page: 2, from: last }
  return { page: 1, from: last, seen: rows.filter((_, i) => moments[i] === last).map(idOf) }
}

/** Undefined where the rows are not in the order that was asked for: then only their place counts. */
function momentsOf(rows: readonly unknown[], by: 'updated_at' | 'created_at'): readonly string[] | undefined {
  const moments = rows.map((row) => (row as Raw)?.[by])
  const ordered = moments.every(
    (moment, i) =>
      typeof moment === 'string' && /^\d+$/.test(moment) && (i === 0 || Number(moments[i - 1]) <= Number(moment)),
  )
  return ordered ? (moments as readonly string[]) : undefined
}

/** Where a row stands on a cursor by time. */
export function momentOf(column: string, value: string | null | undefined): string | undefined {
  const ms = wire.unix(column, value)
  return ms === null ? undefined : new Date(ms).toISOString()
}
