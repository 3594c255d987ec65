import type { JsonText } from '#shared/json/read.ts'
import type { Request } from '../../source.ts'
import { batchRequest, type Command, readBatch } from './batch.ts'
import { pageSize, rowsIn } from './envelope.ts'
import { idIn } from './wire-row.ts'

/** Where a list by id goes on. */
export interface Place {
  /** Ids are greater than this. */
  readonly after: string
  /** So many full pages have come one after another. */
  readonly full: number
}

/** Pages come one by one at first: most nights bring fewer, and a page of a batch that nobody needs still costs the portal a query. */
const fewest = 4
/** 1,250 rows: a slow portal has a minute for all of them. */
const mostAtOnce = 25
const slowSeconds = 15

/** How many pages are asked for in one request: more with every one that was full. */
export const pagesAtOnce = ({ full }: Place): number => (full < fewest ? 1 : Math.min(mostAtOnce, full >> 1))

const keysOf = (place: Place) => Array.from({ length: pagesAtOnce(place) }, (_, i) => `page_${i}`)

/** A page that only follows another one: its error is no refusal, for it is asked for again alone. */
export const isFollower = (key: string): boolean => /^page_[1-9]\d*$/.test(key)

/** Where an id stands in an answer, below its row: `[ID]`, or `[items][id]` where the rows have a list of their own. */
export interface IdPlace {
  readonly list: '' | '[items]'
  readonly id: 'ID' | 'id'
}

/** Several pages in one batch, each after the last id of the one before. */
export function chainRequest(
  method: string,
  place: Place,
  { list, id }: IdPlace,
  paramsAfter: (id: string) => Command['params'],
): Request {
  const lastOf = (key: string) => `$result[${key}]${list}[${pageSize - 1}][${id}]`
  const keys = keysOf(place)
  const commands = keys.map((key, i): [string, Command] => [
    key,
    { method, params: paramsAfter(i === 0 ? place.after : lastOf(keys[i - 1]!)) },
  ])
  return batchRequest(Object.fromEntries(commands))
}

interface ChainRead {
  readonly rows: readonly unknown[]
  /** The last id that was read. */
  readonly last: string
  /** Null: the list has ended. */
  readonly next: Place | null
}

/**
 * The pages of a chain as far as each surely follows the one before. Where the portal has not filled in the last id, the
 * next page begins anew or is empty: it is passed over, and asked for again alone. Errors: no rows, no order.
 */
export function readChain(json: unknown, place: Place): ChainRead {
  const keys = keysOf(place)
  const { results } = readBatch(json, keys)
  const rows: unknown[] = []
  let last = place.after
  for (const [i, key] of keys.entries()) {
    const page = i === 0 ? rowsIn(results.get(key)) : followerIn(results.get(key), last)
    // An empty page ends a list only where it is asked for alone.
    if (page === undefined || page.length === 0) return { rows, last, next: { after: last, full: 0 } }
    for (const row of page) rows.push(row)
    last = lastIn(page, last)
    if (page.length < pageSize) return { rows, last, next: null }
  }
  return { rows, last, next: { after: last, full: isSlow(json) ? place.full >> 1 : place.full + keys.length } }
}

/** Undefined: not the page that was meant, or too little to tell. */
function followerIn(result: JsonText | undefined, after: string): readonly unknown[] | undefined {
  const page = result === undefined || result === null ? [] : rowsIn(result)
  const isAfter = page.every((row) => BigInt(idIn(row) ?? after) > BigInt(after))
  return isAfter ? page : undefined
}

/** Errors: a page that does not go on from there. */
function lastIn(page: readonly unknown[], after: string): string {
  let last = after
  for (const row of page) {
    const id = idIn(row)
    // A row without an id is quarantined later.
    if (id === undefined) continue
    if (BigInt(id) <= BigInt(last)) throw new Error('unordered')
    last = id
  }
  if (page.length >= pageSize && last === after) throw new Error('no ids')
  return last
}

function isSlow(json: unknown): boolean {
  const { time } = json as { readonly time?: { readonly duration?: JsonText } | null }
  return Number(time?.duration ?? 0) > slowSeconds
}
