import * as z from 'zod'
import type { JsonText } from '#shared/json/read.ts'
import type { Ask, PageRead, WireResponse } from '../../source.ts'
import type { Settings } from './settings.ts'
import { idIn } from './wire-row.ts'

/** Fixed by the system. */
export const pageSize = 50

const envelope = z.looseObject({ result: z.unknown(), next: z.unknown().optional(), total: z.unknown().optional() })
const count = (value: unknown): number => (typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : 0)

interface Envelope {
  readonly rows: readonly unknown[]
  /** Rows of the whole answer; 0: not counted. */
  readonly total: number
  /** Offset of the next page; 0: none is named. */
  readonly next: number
}

export function readEnvelope(response: WireResponse): Envelope {
  const { result, next, total } = envelope.parse(response.json())
  return { rows: rowsIn(result), total: count(total), next: count(next) }
}

/**
 * `[…]`, `{items: […]}`, `{tasks: […]}`, `{"0": …, "1": …}` (a PHP array with holes), or one row alone, `{ID: …}` or
 * `{item: {id: …}}`; nothing at all is `[]` or `{}`.
 */
export function rowsIn(result: unknown): readonly unknown[] {
  if (Array.isArray(result)) return result
  if (typeof result !== 'object' || result === null) throw new Error('no rows')
  const { item = result } = result as { readonly item?: unknown }
  return idIn(item) === undefined ? listIn(result) : [item]
}

function listIn(result: object): readonly unknown[] {
  const entries = Object.entries(result)
  if (entries.every(([key]) => /^\d+$/.test(key))) return entries.map(([, value]) => value)
  const lists = entries.map(([, value]) => value).filter((value) => typeof value === 'object' && value !== null)
  if (lists.length !== 1) throw new Error('no rows')
  return Array.isArray(lists[0]) ? lists[0] : listIn(lists[0] as object)
}

interface ListRules {
  /** Names that rows of other lists have and these never: the answer then belongs to another question. */
  readonly foreign: readonly string[]
  /** By id: the last one is the cursor. */
  readonly byId?: boolean
  /** Rows asked for by id and not answered were deleted. */
  readonly findsGone?: boolean
}

/** Marks a row that the system no longer has. */
export const gone = 'CONCORD_GONE'

/** A list that goes on at `>ID`: `next` and `total` are absent with `start: -1`, a page of less than 50 is the last. */
export function listPage(response: WireResponse, ask: Ask<Settings>, rules: ListRules): PageRead {
  const { rows, total, next } = readEnvelope(response)
  if (rows.some((row) => isForeign(row, rules.foreign))) throw new Error('rows of another list')
  const { ids } = ask.slice
  if (ids) return { rows: rules.findsGone ? [...rows, ...missing(ids, rows)] : rows }
  if (placeIn(ask.next) !== undefined) return { rows, next: rows.length > 0 ? placeAt(next) : null }
  const asked = askedId(ask, rules.byId)
  const found = rows.flatMap((row) => idIn(row) ?? [])
  const last = found.reduce((most, id) => (BigInt(id) > BigInt(most) ? id : most), asked)
  const goesOn = rows.length >= pageSize || (rows.length > 0 && next > 0)
  const isUnordered = goesOn && last !== found.at(-1) && last !== asked
  // The order was passed over, but there is an offset to go on at.
  if (isUnordered && ask.next === null && next > 0 && !rules.byId) return { rows, next: placeAt(next), total }
  const comesAgain = found.some((id) => BigInt(id) <= BigInt(asked))
  // A page that comes again whole ends where it began: that is said as a cursor that did not move.
  if ((comesAgain && last !== asked) || isUnordered) throw new Error('unordered')
  return {
    rows,
    next: goesOn ? last : null,
    ...(ask.next === null && total > 0 ? { total } : {}),
    ...(rules.byId && last !== '0' ? { cursor: last } : {}),
  }
}

/** Where the page begins: ids are greater than this. */
export const askedId = ({ next, slice }: Pick<Ask<Settings>, 'next' | 'slice'>, byId = false): string =>
  typeof next === 'string' ? next : byId && /^\d+$/.test(slice.from) ? slice.from : '0'

/** An offset instead of an id: the list is not in the order of ids. */
const placeAt = (next: number): string | null => (next > 0 ? `at:${next}` : null)
export const placeIn = (next: Ask<Settings>['next']): number | undefined =>
  typeof next === 'string' && next.startsWith('at:') ? Number(next.slice(3)) : undefined

function missing(ids: readonly string[], rows: readonly unknown[]): readonly JsonText[] {
  const found = new Set(rows.map(idIn))
  return ids.filter((id) => !found.has(id)).map((id) => ({ ID: id, [gone]: true }))
}

const isForeign = (row: unknown, foreign: readonly string[]) =>
  typeof row === 'object' && row !== null && foreign.some((name) => Object.hasOwn(row, name))

/** A list that goes on at an offset. */
export function offsetPage(response: WireResponse, foreign: readonly string[]): PageRead {
  const { rows, next, total } = readEnvelope(response)
  if (rows.some((row) => isForeign(row, foreign))) throw new Error('rows of another list')
  return { rows, next: rows.length > 0 && next > 0 ? String(next) : null, ...(total > 0 ? { total } : {}) }
}
